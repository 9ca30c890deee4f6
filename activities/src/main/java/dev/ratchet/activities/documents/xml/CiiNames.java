package dev.ratchet.activities.documents.xml;

/** What two versions of the Cross Industry Invoice call the same elements. */
enum CiiNames {
    D16B(
            "ExchangedDocument",
            "SupplyChainTradeTransaction",
            "ApplicableHeaderTradeAgreement",
            "ApplicableHeaderTradeSettlement",
            "SpecifiedTradeSettlementHeaderMonetarySummation",
            "SpecifiedLineTradeAgreement",
            "SpecifiedLineTradeDelivery",
            "SpecifiedLineTradeSettlement",
            "SpecifiedTradeSettlementLineMonetarySummation",
            "RateApplicablePercent",
            "IssuerAssignedID"),
    ZUGFERD_1(
            "HeaderExchangedDocument",
            "SpecifiedSupplyChainTradeTransaction",
            "ApplicableSupplyChainTradeAgreement",
            "ApplicableSupplyChainTradeSettlement",
            "SpecifiedTradeSettlementMonetarySummation",
            "SpecifiedSupplyChainTradeAgreement",
            "SpecifiedSupplyChainTradeDelivery",
            "SpecifiedSupplyChainTradeSettlement",
            "SpecifiedTradeSettlementMonetarySummation",
            "ApplicablePercent",
            "ID");

    final String document;
    final String transaction;
    final String agreement;
    final String settlement;
    final String sums;
    final String lineAgreement;
    final String lineDelivery;
    final String lineSettlement;
    final String lineSums;
    final String percent;
    final String reference;

    CiiNames(
            String document,
            String transaction,
            String agreement,
            String settlement,
            String sums,
            String lineAgreement,
            String lineDelivery,
            String lineSettlement,
            String lineSums,
            String percent,
            String reference) {
        this.document = document;
        this.transaction = transaction;
        this.agreement = agreement;
        this.settlement = settlement;
        this.sums = sums;
        this.lineAgreement = lineAgreement;
        this.lineDelivery = lineDelivery;
        this.lineSettlement = lineSettlement;
        this.lineSums = lineSums;
        this.percent = percent;
        this.reference = reference;
    }
}
