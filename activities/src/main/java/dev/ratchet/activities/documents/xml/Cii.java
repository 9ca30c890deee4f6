package dev.ratchet.activities.documents.xml;

import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.activities.documents.invoice.Invoice.Adjustment;
import dev.ratchet.activities.documents.invoice.Invoice.Direction;
import dev.ratchet.activities.documents.invoice.Invoice.Line;
import dev.ratchet.activities.documents.invoice.Invoice.Party;
import dev.ratchet.activities.documents.invoice.Invoice.Price;
import dev.ratchet.activities.documents.invoice.Invoice.Totals;
import dev.ratchet.activities.documents.invoice.Invoice.VatGroup;
import dev.ratchet.activities.documents.invoice.Profile;
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

/**
 * Reads a UN/CEFACT Cross Industry Invoice D16B, mapped to EN 16931 as in CEN/TS 16931-3-3, and its forerunner ZUGFeRD
 * 1.0, which calls the same things by other {@link CiiNames names}. What Factur-X EXTENDED adds to the sums is read as
 * its specification says: logistics charges count as charges, and groups of lines count once.
 */
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
    private final CiiNames names;
    private final Profile profile;

    private Cii(XmlElement root, CiiNames names) throws RefusedException {
        this.names = names;
        this.document = or(root.first(names.document));
        this.transaction = or(root.first(names.transaction));
        this.agreement = or(transaction.first(names.agreement));
        this.settlement = or(transaction.first(names.settlement));
        this.reader = new ElementReader(settlement.value("InvoiceCurrencyCode"));
        this.profile = names == CiiNames.ZUGFERD_1
                ? Profile.ZUGFERD_1
                : Profile.of(
                        root.value("ExchangedDocumentContext", "GuidelineSpecifiedDocumentContextParameter", "ID"));
    }

    public static boolean isInvoice(XmlElement root) {
        return root.name.equals("CrossIndustryInvoice") && root.namespace.equals(NS);
    }

    /** Whether this is an invoice of ZUGFeRD 1.0, whose drafts differ in the namespace. No official rules check it. */
    public static boolean isZugferd1(XmlElement root) {
        return root.name.equals("CrossIndustryDocument")
                && root.namespace.startsWith("urn:ferd:CrossIndustryDocument:");
    }

    public static ParsedInvoice read(XmlElement root, InvoiceFacts.Source source) throws RefusedException {
        Cii cii = new Cii(root, isZugferd1(root) ? CiiNames.ZUGFERD_1 : CiiNames.D16B);
        Invoice invoice = cii.invoice(source);
        if (cii.profile == Profile.EXTENDED) {
            CiiExtras.read(cii.transaction, cii.settlement, invoice, cii.reader);
        }
        Notes.doubt(cii.document.every("IncludedNote", "Content"), cii.reader);
        cii.reader.doubtUnread(root);
        return new ParsedInvoice(invoice, cii.profile, cii.reader.checked());
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
                agreement.value("BuyerOrderReferencedDocument", names.reference),
                Ubl.values(settlement.every("InvoiceReferencedDocument", names.reference)),
                accounts(),
                lines(),
                Ubl.ofDocument(documentAdjustments()),
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

    /** A direct debit takes the money from the payer's account, so no account of it is where money may go. */
    private List<String> accounts() {
        boolean mandate = !settlement
                .every("SpecifiedTradePaymentTerms", "DirectDebitMandateID")
                .isEmpty();
        List<String> accounts = new ArrayList<>();
        for (XmlElement means : settlement.all("SpecifiedTradeSettlementPaymentMeans")) {
            boolean payer = !means.all("PayerPartyDebtorFinancialAccount").isEmpty();
            if (PaymentMeans.isDirectDebit(means.value("TypeCode"), mandate || payer)) {
                continue;
            }
            for (XmlElement each : means.all("PayeePartyCreditorFinancialAccount")) {
                accounts.addAll(Ubl.values(each.all("IBANID")));
                accounts.addAll(Ubl.values(each.all("ProprietaryID")));
            }
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
            if (counts(all.get(i))) {
                lines.add(line(all.get(i), "line " + (i + 1)));
            }
        }
        return lines;
    }

    /** Whether the sums count this line: it is no group, and no line of ZUGFeRD 1.0 that holds only text. */
    private boolean counts(XmlElement line) {
        if (profile == Profile.ZUGFERD_1) {
            return line.first(names.lineSettlement, names.lineSums, "LineTotalAmount") != null;
        }
        return !profile.hasGroups() || CiiExtras.isDetail(line);
    }

    private Line line(XmlElement line, String where) {
        XmlElement money = or(line.first(names.lineSettlement));
        XmlElement tax = vatOf(money.all("ApplicableTradeTax"));
        String id = line.value("AssociatedDocumentLineDocument", "LineID");
        long net = reader.amount(money.first(names.lineSums, "LineTotalAmount"), where + ", BT-131");
        return new Line(
                id == null ? "" : id,
                line.value("SpecifiedTradeProduct", "Name"),
                reader.orElse(
                        reader.decimalIfAny(line.first(names.lineDelivery, "BilledQuantity"), where + ", BT-129"),
                        BigDecimal.ONE,
                        where + ", BT-129",
                        "quantity"),
                price(or(line.first(names.lineAgreement)), net, where),
                net,
                tax == null ? null : category(tax, where + ", BT-152"),
                adjustments(money, where, "BG-27/28"),
                List.of());
    }

    /** ZUGFeRD 1.0 lets a VAT group go without a category, so there a rate alone tells groups apart. */
    private Invoice.Category category(XmlElement tax, String where) {
        Invoice.Category category = reader.category(tax, "CategoryCode", names.percent, where);
        return profile == Profile.ZUGFERD_1 ? new Invoice.Category("", category.percent()) : category;
    }

    /** @param lineNet the price when none is stated */
    private Price price(XmlElement agreed, long lineNet, String where) {
        XmlElement net = or(agreed.first("NetPriceProductTradePrice"));
        XmlElement gross = or(agreed.first("GrossPriceProductTradePrice"));
        XmlElement grossPer = gross.first("BasisQuantity");
        BigDecimal price = reader.price(net.first("ChargeAmount"), where + ", BT-146");
        XmlElement netPer = net.first("BasisQuantity");
        return new Price(
                reader.orElse(price, reader.major(lineNet), where + ", BT-146", "net price"),
                reader.baseQuantity(reader.decimalIfAny(netPer, where + ", BT-149"), where + ", BT-149"),
                discount(gross.all("AppliedTradeAllowanceCharge"), where + ", BT-147"),
                reader.price(gross.first("ChargeAmount"), where + ", BT-148"),
                grossPer == null
                        ? null
                        : reader.baseQuantity(reader.decimal(grossPer, where + ", BT-149"), where + ", BT-149"));
    }

    /** All discounts less all charges. EN 16931 knows one discount and no charge. */
    private @Nullable BigDecimal discount(List<XmlElement> all, String where) {
        BigDecimal sum = null;
        for (XmlElement each : all) {
            boolean charge = "true".equals(each.value("ChargeIndicator", "Indicator"));
            if ((charge || sum != null) && profile != Profile.EXTENDED) {
                reader.doubt("PRICE_CHARGE", where, "A price can have one discount but no charge.");
            }
            BigDecimal amount =
                    Objects.requireNonNullElse(reader.price(each.first("ActualAmount"), where), BigDecimal.ZERO);
            sum = Objects.requireNonNullElse(sum, BigDecimal.ZERO).add(charge ? amount.negate() : amount);
        }
        return sum;
    }

    private List<Adjustment> documentAdjustments() {
        List<Adjustment> all = new ArrayList<>(adjustments(settlement, "document", "BG-20/21"));
        for (XmlElement each : settlement.all("SpecifiedLogisticsServiceCharge")) {
            String at = "document, logistics charge (BG-X-42)";
            XmlElement tax = vatOf(each.all("AppliedTradeTax"));
            all.add(new Adjustment(
                    Direction.CHARGE,
                    reader.amount(each.first("AppliedAmount"), at),
                    null,
                    null,
                    tax == null ? null : category(tax, at)));
        }
        return all;
    }

    private List<Adjustment> adjustments(XmlElement parent, String where, String group) {
        List<Adjustment> adjustments = new ArrayList<>();
        for (XmlElement each : parent.all("SpecifiedTradeAllowanceCharge")) {
            String at = where + ", allowance or charge " + (adjustments.size() + 1) + " (" + group + ")";
            XmlElement tax = vatOf(each.all("CategoryTradeTax"));
            Direction direction = direction(each.value("ChargeIndicator", "Indicator"), at);
            adjustments.add(new Adjustment(
                    direction,
                    unsigned(direction, reader.amount(each.first("ActualAmount"), at)),
                    reader.amountIfAny(each.first("BasisAmount"), at + " base"),
                    reader.decimalIfAny(each.first("CalculationPercent"), at + " percentage"),
                    tax == null ? null : category(tax, at + " VAT rate")));
        }
        return adjustments;
    }

    /** ZUGFeRD 1.0 states some allowances with a minus, and their total without one. */
    private long unsigned(Direction direction, long amount) {
        return profile == Profile.ZUGFERD_1 && direction == Direction.ALLOWANCE ? Math.abs(amount) : amount;
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
                    category(each, where + ", BT-119"),
                    reader.amount(each.first("BasisAmount"), where + ", BT-116"),
                    reader.amount(each.first("CalculatedAmount"), where + ", BT-117")));
        }
        return groups;
    }

    private Totals totals(@Nullable String taxCurrency) {
        XmlElement sums = or(settlement.first(names.sums));
        TaxTotals tax = TaxTotals.of(sums.all("TaxTotalAmount"), taxCurrency, reader);
        XmlElement lines = sums.first("LineTotalAmount");
        long net = reader.amount(sums.first("TaxBasisTotalAmount"), "BT-109");
        long gross = reader.amount(sums.first("GrandTotalAmount"), "BT-112");
        long prepaid = Ubl.orZero(reader.amountIfAny(sums.first("TotalPrepaidAmount"), "BT-113"));
        XmlElement due = sums.first("DuePayableAmount");
        return new Totals(
                lines == null && profile == Profile.MINIMUM ? null : reader.amount(lines, "BT-106"),
                Ubl.orZero(reader.amountIfAny(sums.first("AllowanceTotalAmount"), "BT-107")),
                Ubl.orZero(reader.amountIfAny(sums.first("ChargeTotalAmount"), "BT-108")),
                net,
                sums.first("TaxTotalAmount") == null && profile == Profile.MINIMUM ? unstated(net, gross) : tax.tax(),
                tax.taxInTaxCurrency(),
                gross,
                prepaid,
                Ubl.orZero(reader.amountIfAny(sums.first("RoundingAmount"), "BT-114")),
                0,
                due == null && profile == Profile.ZUGFERD_1 ? gross - prepaid : reader.amount(due, "BT-115"));
    }

    private long unstated(long net, long gross) {
        reader.doubt("FIELD_MISSING", "BT-110", "The document states no VAT; it is taken to be gross less net.");
        return gross - net;
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

    static XmlElement or(@Nullable XmlElement element) {
        return element == null ? NONE : element;
    }
}
