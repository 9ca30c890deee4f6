package dev.ratchet.activities.documents.xml;

import static dev.ratchet.workflows.contract.invoice.InvoiceFacts.Kind.CREDIT_NOTE;
import static dev.ratchet.workflows.contract.invoice.InvoiceFacts.Kind.INVOICE;

import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.activities.documents.invoice.Invoice.Adjustment;
import dev.ratchet.activities.documents.invoice.Invoice.Direction;
import dev.ratchet.activities.documents.invoice.Invoice.Line;
import dev.ratchet.activities.documents.invoice.Invoice.Party;
import dev.ratchet.activities.documents.invoice.Invoice.Price;
import dev.ratchet.activities.documents.invoice.Invoice.Totals;
import dev.ratchet.activities.documents.invoice.Invoice.VatGroup;
import dev.ratchet.activities.documents.invoice.Profile;
import dev.ratchet.activities.documents.refusal.Refusal;
import dev.ratchet.activities.documents.refusal.Refusal.RefusedException;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a UBL 2.1 Invoice or CreditNote, mapped to EN 16931 as in CEN/TS 16931-3-2. */
public final class Ubl {
    static final String INVOICE_NS = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
    static final String CREDIT_NOTE_NS = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";

    private final XmlElement root;
    private final boolean credit;
    private final ElementReader reader;
    private final Profile profile;
    private int lines;

    private Ubl(XmlElement root, boolean credit, ElementReader reader, Profile profile) {
        this.root = root;
        this.credit = credit;
        this.reader = reader;
        this.profile = profile;
    }

    public static boolean isInvoice(XmlElement root) {
        return root.name.equals("Invoice") && root.namespace.equals(INVOICE_NS);
    }

    public static boolean isCreditNote(XmlElement root) {
        return root.name.equals("CreditNote") && root.namespace.equals(CREDIT_NOTE_NS);
    }

    public static ParsedInvoice read(XmlElement root, InvoiceFacts.Source source) throws RefusedException {
        ElementReader reader = new ElementReader(root.value("DocumentCurrencyCode"));
        Profile profile = Profile.of(root.value("CustomizationID"));
        Ubl ubl = new Ubl(root, isCreditNote(root), reader, profile);
        Invoice invoice = ubl.invoice(source);
        Notes.doubt(root.all("Note"), reader);
        reader.doubtUnread(root);
        return new ParsedInvoice(invoice, profile, reader.checked());
    }

    private Invoice invoice(InvoiceFacts.Source source) throws RefusedException {
        String typeCode = root.value(credit ? "CreditNoteTypeCode" : "InvoiceTypeCode");
        String taxCurrency = root.value("TaxCurrencyCode");
        return new Invoice(
                credit ? CREDIT_NOTE : INVOICE,
                source,
                ElementReader.number(root.value("ID")),
                ElementReader.date(
                        root.value("IssueDate"),
                        DateTimeFormatter.ISO_LOCAL_DATE,
                        "issue date (BT-2)",
                        "a date such as 2026-11-21"),
                typeCode == null ? "" : typeCode,
                reader.currency,
                taxCurrency,
                party("AccountingSupplierParty"),
                party("AccountingCustomerParty"),
                root.value("OrderReference", "ID"),
                values(root.every("BillingReference", "InvoiceDocumentReference", "ID")),
                accounts(),
                lines(root, credit ? "CreditNoteLine" : "InvoiceLine", "line "),
                ofDocument(adjustments(root, "document", "BG-20/21")),
                vat(),
                totals(taxCurrency));
    }

    private Party party(String role) {
        XmlElement party = root.first(role, "Party");
        if (party == null) {
            return new Party("", List.of());
        }
        String name = party.value("PartyLegalEntity", "RegistrationName");
        String trade = party.value("PartyName", "Name");
        List<String> ids = new ArrayList<>(values(party.every("PartyTaxScheme", "CompanyID")));
        ids.addAll(values(party.every("PartyLegalEntity", "CompanyID")));
        ids.addAll(values(party.every("PartyIdentification", "ID")));
        return new Party(name != null ? name : Objects.requireNonNullElse(trade, ""), ids);
    }

    /** A direct debit takes the money from the payer's account, so no account of it is where money may go. */
    private List<String> accounts() {
        List<String> accounts = new ArrayList<>();
        for (XmlElement each : root.all("PaymentMeans")) {
            if (!PaymentMeans.isDirectDebit(
                    each.value("PaymentMeansCode"), !each.all("PaymentMandate").isEmpty())) {
                accounts.addAll(values(each.every("PayeeFinancialAccount", "ID")));
            }
        }
        return accounts;
    }

    private List<Line> lines(XmlElement parent, String name, String where) throws RefusedException {
        List<XmlElement> all = parent.all(name);
        lines += all.size();
        if (lines > Invoice.MOST_LINES) {
            throw Refusal.TOO_MANY_LINES.refuse(Invoice.MOST_LINES);
        }
        List<Line> read = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            read.add(line(all.get(i), where + (i + 1)));
        }
        return read;
    }

    private Line line(XmlElement line, String where) throws RefusedException {
        XmlElement tax = vatOf(line.every("Item", "ClassifiedTaxCategory"));
        String id = line.value("ID");
        long net = reader.amount(line.first("LineExtensionAmount"), where + ", BT-131");
        return new Line(
                id == null ? "" : id,
                line.value("Item", "Name"),
                reader.orElse(
                        reader.decimalIfAny(
                                line.first(credit ? "CreditedQuantity" : "InvoicedQuantity"), where + ", BT-129"),
                        BigDecimal.ONE,
                        where + ", BT-129",
                        "quantity"),
                price(line.first("Price"), net, where),
                net,
                tax == null ? null : reader.category(tax, "ID", "Percent", where + ", BT-152"),
                adjustments(line, where, "BG-27/28"),
                lines(line, credit ? "SubCreditNoteLine" : "SubInvoiceLine", where + "."));
    }

    /** @param lineNet the price when none is stated */
    private Price price(@Nullable XmlElement price, long lineNet, String where) {
        XmlElement discount = price == null ? null : price.first("AllowanceCharge");
        BigDecimal net = price == null ? null : reader.price(price.first("PriceAmount"), where + ", BT-146");
        BigDecimal per = price == null ? null : reader.decimalIfAny(price.first("BaseQuantity"), where + ", BT-149");
        if (discount != null && "true".equals(discount.value("ChargeIndicator"))) {
            reader.doubt("PRICE_CHARGE", where + ", BT-147", "A price can have a discount but no charge.");
        }
        return new Price(
                reader.orElse(net, reader.major(lineNet), where + ", BT-146", "net price"),
                reader.baseQuantity(per, where + ", BT-149"),
                discount == null ? null : reader.price(discount.first("Amount"), where + ", BT-147"),
                discount == null ? null : reader.price(discount.first("BaseAmount"), where + ", BT-148"),
                null);
    }

    private List<Adjustment> adjustments(XmlElement parent, String where, String group) {
        List<Adjustment> adjustments = new ArrayList<>();
        for (XmlElement each : parent.all("AllowanceCharge")) {
            String at = where + ", allowance or charge " + (adjustments.size() + 1) + " (" + group + ")";
            XmlElement tax = vatOf(each.all("TaxCategory"));
            adjustments.add(new Adjustment(
                    direction(each.value("ChargeIndicator"), at),
                    reader.amount(each.first("Amount"), at),
                    reader.amountIfAny(each.first("BaseAmount"), at + " base"),
                    reader.decimalIfAny(each.first("MultiplierFactorNumeric"), at + " percentage"),
                    tax == null ? null : reader.category(tax, "ID", "Percent", at + " VAT rate")));
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

    /** Refuses more allowances and charges of the document than {@link Invoice#MOST_ADJUSTMENTS}. */
    static List<Adjustment> ofDocument(List<Adjustment> adjustments) throws RefusedException {
        if (adjustments.size() > Invoice.MOST_ADJUSTMENTS) {
            throw Refusal.TOO_MANY_ADJUSTMENTS.refuse(Invoice.MOST_ADJUSTMENTS);
        }
        return adjustments;
    }

    /** Refuses more VAT groups than {@link Invoice#MOST_VAT_GROUPS}. */
    static List<XmlElement> vatGroups(List<XmlElement> groups) throws RefusedException {
        if (groups.size() > Invoice.MOST_VAT_GROUPS) {
            throw Refusal.TOO_MANY_VAT_GROUPS.refuse(Invoice.MOST_VAT_GROUPS);
        }
        return groups;
    }

    private List<VatGroup> vat() throws RefusedException {
        List<VatGroup> groups = new ArrayList<>();
        for (XmlElement each : vatGroups(root.every("TaxTotal", "TaxSubtotal"))) {
            String where = "VAT group " + (groups.size() + 1);
            XmlElement category = each.first("TaxCategory");
            groups.add(new VatGroup(
                    category == null
                            ? new Invoice.Category("", BigDecimal.ZERO)
                            : reader.category(category, "ID", "Percent", where + ", BT-119"),
                    reader.amount(each.first("TaxableAmount"), where + ", BT-116"),
                    reader.amount(each.first("TaxAmount"), where + ", BT-117")));
        }
        return groups;
    }

    private Totals totals(@Nullable String taxCurrency) {
        XmlElement sums = root.first("LegalMonetaryTotal");
        XmlElement at = sums == null ? new XmlElement("", "none", 0) : sums;
        List<XmlElement> taxes = root.every("TaxTotal", "TaxAmount");
        TaxTotals tax = TaxTotals.of(taxes, taxCurrency, reader);
        return new Totals(
                reader.amount(at.first("LineExtensionAmount"), "BT-106"),
                orZero(reader.amountIfAny(at.first("AllowanceTotalAmount"), "BT-107")),
                orZero(reader.amountIfAny(at.first("ChargeTotalAmount"), "BT-108")),
                reader.amount(at.first("TaxExclusiveAmount"), "BT-109"),
                tax.tax(),
                tax.taxInTaxCurrency(),
                reader.amount(at.first("TaxInclusiveAmount"), "BT-112"),
                orZero(reader.amountIfAny(at.first("PrepaidAmount"), "BT-113")),
                orZero(reader.amountIfAny(at.first("PayableRoundingAmount"), "BT-114")),
                thirdParty(),
                reader.amount(at.first("PayableAmount"), "BT-115"));
    }

    /** Only the extension of XRechnung gives these elements a meaning that enters a sum. */
    private long thirdParty() {
        if (profile != Profile.XRECHNUNG_EXTENSION) {
            return 0;
        }
        long sum = 0;
        for (XmlElement each : root.every("PrepaidPayment", "PaidAmount")) {
            sum = Math.addExact(sum, reader.minor(each, "BT-DEX-002", reader.currency));
        }
        return sum;
    }

    private static @Nullable XmlElement vatOf(List<XmlElement> categories) {
        for (XmlElement each : categories) {
            String scheme = each.value("TaxScheme", "ID");
            if (scheme == null || scheme.equals("VAT")) {
                return each;
            }
        }
        return null;
    }

    static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    static List<String> values(List<XmlElement> elements) {
        return elements.stream().map(XmlElement::text).filter(t -> !t.isEmpty()).toList();
    }
}
