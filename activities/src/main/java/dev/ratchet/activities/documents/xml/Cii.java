package dev.ratchet.activities.documents.xml;

import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.activities.documents.invoice.Invoice.Adjustment;
import dev.ratchet.activities.documents.invoice.Invoice.Direction;
import dev.ratchet.activities.documents.invoice.Invoice.Line;
import dev.ratchet.activities.documents.invoice.Invoice.Party;
import dev.ratchet.activities.documents.invoice.Invoice.Price;
import dev.ratchet.activities.documents.invoice.Invoice.Totals;
import dev.ratchet.activities.documents.invoice.Invoice.VatGroup;
import dev.ratchet.activities.documents.invoice.TypeCodes;
import dev.ratchet.activities.documents.refusal.Refusal;
import dev.ratchet.activities.documents.refusal.Refusal.RefusedException;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a UN/CEFACT Cross Industry Invoice D16B, mapped to EN 16931 as in CEN/TS 16931-3-3. */
public final class Cii {
    static final String NS = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100";
    private static final XmlElement NONE = new XmlElement("", "none", 0);
    private static final DateTimeFormatter FORMAT_102 =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private final XmlElement document;
    private final XmlElement transaction;
    private final XmlElement agreement;
    private final XmlElement settlement;
    private final ElementReader reader;

    private Cii(XmlElement root) throws RefusedException {
        this.document = or(root.first("ExchangedDocument"));
        this.transaction = or(root.first("SupplyChainTradeTransaction"));
        this.agreement = or(transaction.first("ApplicableHeaderTradeAgreement"));
        this.settlement = or(transaction.first("ApplicableHeaderTradeSettlement"));
        this.reader = new ElementReader(settlement.value("InvoiceCurrencyCode"));
    }

    public static boolean isInvoice(XmlElement root) {
        return root.name.equals("CrossIndustryInvoice") && root.namespace.equals(NS);
    }

    public static ParsedInvoice read(XmlElement root, InvoiceFacts.Source source) throws RefusedException {
        Cii cii = new Cii(root);
        Invoice invoice = cii.invoice(source);
        cii.reader.reportUnread(root);
        return new ParsedInvoice(invoice, cii.reader.findings());
    }

    private Invoice invoice(InvoiceFacts.Source source) throws RefusedException {
        String typeCode = Objects.requireNonNullElse(document.value("TypeCode"), "");
        String taxCurrency = settlement.value("TaxCurrencyCode");
        return new Invoice(
                TypeCodes.CREDIT_NOTES.contains(typeCode) ? InvoiceFacts.Kind.CREDIT_NOTE : InvoiceFacts.Kind.INVOICE,
                source,
                ElementReader.number(document.value("ID")),
                ElementReader.date(
                        document.value("IssueDateTime", "DateTimeString"),
                        FORMAT_102,
                        "issue date (BT-2)",
                        "eight digits such as 20261121"),
                typeCode,
                reader.currency,
                taxCurrency,
                party("SellerTradeParty"),
                party("BuyerTradeParty"),
                agreement.value("BuyerOrderReferencedDocument", "IssuerAssignedID"),
                Ubl.values(settlement.every("InvoiceReferencedDocument", "IssuerAssignedID")),
                accounts(),
                lines(),
                Ubl.ofDocument(adjustments(settlement, "document", "BG-20/21")),
                vat(),
                totals(taxCurrency));
    }

    private Party party(String role) {
        XmlElement party = or(agreement.first(role));
        List<String> ids = new ArrayList<>(Ubl.values(party.every("SpecifiedTaxRegistration", "ID")));
        ids.addAll(Ubl.values(party.every("SpecifiedLegalOrganization", "ID")));
        ids.addAll(Ubl.values(party.every("GlobalID")));
        ids.addAll(Ubl.values(party.every("ID")));
        return new Party(Objects.requireNonNullElse(party.value("Name"), ""), ids);
    }

    private List<String> accounts() {
        List<String> accounts = new ArrayList<>();
        for (XmlElement each :
                settlement.every("SpecifiedTradeSettlementPaymentMeans", "PayeePartyCreditorFinancialAccount")) {
            accounts.addAll(Ubl.values(each.all("IBANID")));
            accounts.addAll(Ubl.values(each.all("ProprietaryID")));
        }
        return accounts;
    }

    private List<Line> lines() throws RefusedException {
        List<XmlElement> all = transaction.all("IncludedSupplyChainTradeLineItem");
        if (all.size() > Invoice.MOST_LINES) {
            throw Refusal.TOO_MANY_LINES.refuse(Invoice.MOST_LINES);
        }
        List<Line> lines = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            lines.add(line(all.get(i), "line " + (i + 1)));
        }
        return lines;
    }

    private Line line(XmlElement line, String where) {
        XmlElement money = or(line.first("SpecifiedLineTradeSettlement"));
        XmlElement tax = vatOf(money.all("ApplicableTradeTax"));
        String id = line.value("AssociatedDocumentLineDocument", "LineID");
        return new Line(
                id == null ? "" : id,
                reader.required(
                        reader.decimalIfAny(
                                line.first("SpecifiedLineTradeDelivery", "BilledQuantity"), where + ", BT-129"),
                        where + ", BT-129",
                        "quantity"),
                price(or(line.first("SpecifiedLineTradeAgreement")), where),
                reader.amount(
                        money.first("SpecifiedTradeSettlementLineMonetarySummation", "LineTotalAmount"),
                        where + ", BT-131"),
                tax == null ? null : reader.category(tax, "CategoryCode", "RateApplicablePercent", where + ", BT-152"),
                adjustments(money, where, "BG-27/28"));
    }

    private Price price(XmlElement agreed, String where) {
        XmlElement net = or(agreed.first("NetPriceProductTradePrice"));
        XmlElement gross = or(agreed.first("GrossPriceProductTradePrice"));
        XmlElement discount = gross.first("AppliedTradeAllowanceCharge");
        if (discount != null && "true".equals(discount.value("ChargeIndicator", "Indicator"))) {
            reader.report("PRICE_CHARGE", where + ", BT-147", "A price can have a discount but no charge.");
        }
        XmlElement grossPer = gross.first("BasisQuantity");
        BigDecimal price = reader.price(net.first("ChargeAmount"), where + ", BT-146");
        XmlElement netPer = net.first("BasisQuantity");
        return new Price(
                reader.required(price, where + ", BT-146", "net price"),
                reader.baseQuantity(reader.decimalIfAny(netPer, where + ", BT-149"), where + ", BT-149"),
                discount == null ? null : reader.price(discount.first("ActualAmount"), where + ", BT-147"),
                reader.price(gross.first("ChargeAmount"), where + ", BT-148"),
                grossPer == null
                        ? null
                        : reader.baseQuantity(reader.decimal(grossPer, where + ", BT-149"), where + ", BT-149"));
    }

    private List<Adjustment> adjustments(XmlElement parent, String where, String group) {
        List<Adjustment> adjustments = new ArrayList<>();
        for (XmlElement each : parent.all("SpecifiedTradeAllowanceCharge")) {
            String at = where + ", allowance or charge " + (adjustments.size() + 1) + " (" + group + ")";
            XmlElement tax = vatOf(each.all("CategoryTradeTax"));
            adjustments.add(new Adjustment(
                    direction(each.value("ChargeIndicator", "Indicator"), at),
                    reader.amount(each.first("ActualAmount"), at),
                    reader.amountIfAny(each.first("BasisAmount"), at + " base"),
                    reader.decimalIfAny(each.first("CalculationPercent"), at + " percentage"),
                    tax == null
                            ? null
                            : reader.category(tax, "CategoryCode", "RateApplicablePercent", at + " VAT rate")));
        }
        return adjustments;
    }

    private Direction direction(@Nullable String indicator, String where) {
        if ("true".equals(indicator) || "1".equals(indicator)) {
            return Direction.CHARGE;
        }
        if (!"false".equals(indicator) && !"0".equals(indicator)) {
            reader.report("FIELD_MISSING", where, "The charge indicator should be true or false.");
        }
        return Direction.ALLOWANCE;
    }

    private List<VatGroup> vat() throws RefusedException {
        List<VatGroup> groups = new ArrayList<>();
        for (XmlElement each : Ubl.vatGroups(settlement.all("ApplicableTradeTax"))) {
            String where = "VAT group " + (groups.size() + 1);
            groups.add(new VatGroup(
                    reader.category(each, "CategoryCode", "RateApplicablePercent", where + ", BT-119"),
                    reader.amount(each.first("BasisAmount"), where + ", BT-116"),
                    reader.amount(each.first("CalculatedAmount"), where + ", BT-117")));
        }
        return groups;
    }

    private Totals totals(@Nullable String taxCurrency) {
        XmlElement sums = or(settlement.first("SpecifiedTradeSettlementHeaderMonetarySummation"));
        TaxTotals tax = TaxTotals.of(sums.all("TaxTotalAmount"), taxCurrency, reader);
        return new Totals(
                reader.amount(sums.first("LineTotalAmount"), "BT-106"),
                Ubl.orZero(reader.amountIfAny(sums.first("AllowanceTotalAmount"), "BT-107")),
                Ubl.orZero(reader.amountIfAny(sums.first("ChargeTotalAmount"), "BT-108")),
                reader.amount(sums.first("TaxBasisTotalAmount"), "BT-109"),
                tax.tax(),
                tax.taxInTaxCurrency(),
                reader.amount(sums.first("GrandTotalAmount"), "BT-112"),
                Ubl.orZero(reader.amountIfAny(sums.first("TotalPrepaidAmount"), "BT-113")),
                Ubl.orZero(reader.amountIfAny(sums.first("RoundingAmount"), "BT-114")),
                reader.amount(sums.first("DuePayableAmount"), "BT-115"));
    }

    private static @Nullable XmlElement vatOf(List<XmlElement> taxes) {
        for (XmlElement each : taxes) {
            String type = each.value("TypeCode");
            if (type == null || type.equals("VAT")) {
                return each;
            }
        }
        return null;
    }

    private static XmlElement or(@Nullable XmlElement element) {
        return element == null ? NONE : element;
    }
}
