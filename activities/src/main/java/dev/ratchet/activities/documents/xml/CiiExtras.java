package dev.ratchet.activities.documents.xml;

import static dev.ratchet.activities.documents.xml.Cii.or;

import dev.ratchet.activities.documents.invoice.Invoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What Factur-X EXTENDED states beyond EN 16931 and outside its sums: groups of lines, intermediate sums, advance
 * payments and terms of payment. An amount that agrees with the amounts it is made of needs no doubt.
 */
final class CiiExtras {
    private final ElementReader reader;

    private CiiExtras(ElementReader reader) {
        this.reader = reader;
    }

    static void read(XmlElement transaction, XmlElement settlement, Invoice invoice, ElementReader reader) {
        CiiExtras extras = new CiiExtras(reader);
        extras.groups(transaction.all("IncludedSupplyChainTradeLineItem"));
        extras.adjustmentTotals(transaction.all("IncludedSupplyChainTradeLineItem"));
        extras.taxBases(settlement.all("ApplicableTradeTax"));
        extras.advancePayments(
                settlement.every("SpecifiedAdvancePayment", "PaidAmount"),
                invoice.totals().prepaid());
        // Terms of payment change what is paid later, not what the invoice claims.
        extras.use(settlement.all("SpecifiedTradePaymentTerms"));
    }

    /** Whether a line counts in the sums: its subtype (BT-X-8) is absent or DETAIL. */
    static boolean isDetail(XmlElement line) {
        String subtype = line.value("AssociatedDocumentLineDocument", "LineStatusReasonCode");
        return subtype == null || subtype.equals("DETAIL");
    }

    /** A group that states an amount states the sum of its lines (BR-FXEXT-08); an information line adds nothing. */
    private void groups(List<XmlElement> lines) {
        Map<String, Long> sums = new LinkedHashMap<>();
        for (XmlElement line : lines) {
            String parent = line.value("AssociatedDocumentLineDocument", "ParentLineID");
            String subtype = line.value("AssociatedDocumentLineDocument", "LineStatusReasonCode");
            Long net = net(line);
            if (parent != null && net != null && !"INFORMATION".equals(subtype)) {
                sums.merge(parent, net, Math::addExact);
            }
        }
        for (XmlElement line : lines) {
            if (!isDetail(line)) {
                group(line, sums);
                use(List.of(line));
            }
        }
    }

    private void group(XmlElement line, Map<String, Long> sums) {
        Long stated = net(line);
        String id = Objects.requireNonNullElse(line.value("AssociatedDocumentLineDocument", "LineID"), "");
        boolean group = "GROUP".equals(line.value("AssociatedDocumentLineDocument", "LineStatusReasonCode"));
        if (group && stated != null && !stated.equals(sums.getOrDefault(id, 0L))) {
            reader.doubt(
                    "SUB_LINES",
                    "line " + line.line + " of the file, BT-131",
                    "The lines of this group do not come to the amount that it states.");
        }
    }

    private @Nullable Long net(XmlElement line) {
        return reader.amountIfAny(
                line.first(CiiNames.D16B.lineSettlement, CiiNames.D16B.lineSums, "LineTotalAmount"),
                "line " + line.line + " of the file, BT-131");
    }

    /** The allowances and charges of a line together (BT-X-327), whichever sign they are given. */
    private void adjustmentTotals(List<XmlElement> lines) {
        for (XmlElement line : lines) {
            XmlElement money = or(line.first(CiiNames.D16B.lineSettlement));
            XmlElement total = money.first(CiiNames.D16B.lineSums, "TotalAllowanceChargeAmount");
            if (total == null) {
                continue;
            }
            long sum = 0;
            for (XmlElement each : money.all("SpecifiedTradeAllowanceCharge")) {
                long amount = Ubl.orZero(reader.amountIfAny(each.first("ActualAmount"), "BT-136"));
                boolean charge = "true".equals(each.value("ChargeIndicator", "Indicator"));
                sum = Math.addExact(sum, charge ? amount : -amount);
            }
            long stated = reader.minor(total, "BT-X-327", reader.currency);
            if (Math.abs(stated) != Math.abs(sum)) {
                reader.doubt(
                        "EXTRA_SUM",
                        "line " + total.line + " of the file, BT-X-327",
                        "The allowances and charges of the line do not come to the amount stated for them.");
            }
        }
    }

    /** The lines (BT-X-262) and the allowances and charges (BT-X-263) of a VAT group come to its taxable amount. */
    private void taxBases(List<XmlElement> groups) {
        for (XmlElement each : groups) {
            Long lines = reader.amountIfAny(each.first("LineTotalBasisAmount"), "BT-X-262");
            Long adjustments = reader.amountIfAny(each.first("AllowanceChargeBasisAmount"), "BT-X-263");
            Long basis = reader.amountIfAny(each.first("BasisAmount"), "BT-116");
            if (lines != null && basis != null && lines + Ubl.orZero(adjustments) != basis) {
                reader.doubt(
                        "EXTRA_SUM",
                        "line " + each.line + " of the file, BT-X-262",
                        "The intermediate sums of the VAT group do not come to its taxable amount.");
            }
        }
    }

    private void advancePayments(List<XmlElement> paid, long prepaid) {
        if (paid.isEmpty()) {
            return;
        }
        long sum = 0;
        for (XmlElement each : paid) {
            sum = Math.addExact(sum, reader.minor(each, "BT-X-291", reader.currency));
        }
        if (sum != prepaid) {
            reader.doubt("EXTRA_SUM", "BT-X-291", "The advance payments do not come to the prepaid amount (BT-113).");
        }
    }

    /** Marks every amount below as read. */
    private void use(List<XmlElement> elements) {
        for (XmlElement each : elements) {
            each.text();
            use(each.children());
        }
    }
}
