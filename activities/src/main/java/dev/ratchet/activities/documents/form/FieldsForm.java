package dev.ratchet.activities.documents.form;

import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.invoice.ExtractedFields;
import dev.ratchet.workflows.contract.invoice.ExtractedFields.Claim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints the form. Whatever comes from a document is quoted, or stands in a comment without line breaks. */
public final class FieldsForm {
    private static final int TEXT_LINES = 120;
    private static final int TEXT_WIDTH = 160;

    private final StringBuilder form = new StringBuilder();
    private final KnownFields known;

    private FieldsForm(KnownFields known) {
        this.known = known;
    }

    /**
     * @param name what the submitter calls the document
     * @param id of the run, as one types it
     * @param text of the document; empty when it is not kept
     */
    public static String print(KnownFields known, String name, String id, String text) {
        FieldsForm form = new FieldsForm(known);
        form.head(name, id);
        form.fields();
        form.text(text);
        return form.form.toString();
    }

    private void head(String name, String id) {
        comment("Fields of " + name + ", run " + id);
        comment("Correct what is wrong, fill in what is missing, save this as FILE, and propose it:");
        comment("  ratchet fill " + id + " FILE");
        comment("");
        comment("value     a date as 2026-11-21, an amount as 1234.50, a currency as EUR");
        comment(
                "evidence  the words of the document that show the value, copied from it. Left empty, they are looked for.");
        comment("          What the document does not show counts as your word, and somebody else must consent to it.");
        if (!known.by().isEmpty()) {
            comment("");
            comment("What is filled in was proposed last, by: " + known.by());
        }
        known.problems().stream().filter(problem -> problem.where().isBlank()).forEach(this::problem);
        form.append('\n');
    }

    private void fields() {
        ExtractedFields fields = known.fields();
        claim("number", "the invoice's number", fields.number());
        claim("issueDate", "the day on which it was issued", fields.issueDate());
        claim("supplierName", "may stay empty", fields.supplierName());
        claim("supplierTaxId", "VAT or tax number of the supplier; may stay empty", fields.supplierTaxId());
        claim("currency", "", fields.currency());
        claim("net", "total without VAT; may stay empty", fields.net());
        claim("tax", "total VAT; may stay empty", fields.tax());
        claim("gross", "total with VAT, the amount due", fields.gross());
        claim("iban", "the account to pay to; may stay empty", fields.iban());
        claim("orderNumber", "the purchase order that it names; may stay empty", fields.orderNumber());
        claim(
                "correctedNumber",
                "of a credit note: the number of the invoice that it corrects; may stay empty",
                fields.correctedNumber());
        problems("kind");
        form.append("kind: ").append(fields.kind()).append("   # INVOICE or CREDIT_NOTE\n\n");
        lines(fields.lines());
    }

    private void claim(String field, String hint, @Nullable Claim claim) {
        problems(field);
        form.append(field)
                .append(':')
                .append(hint.isEmpty() ? "" : "   # " + hint)
                .append('\n');
        form.append("  value: ")
                .append(quoted(claim == null ? "" : claim.value()))
                .append('\n');
        form.append("  evidence: ")
                .append(quoted(claim == null ? "" : claim.evidence()))
                .append("\n\n");
    }

    private void lines(List<ExtractedFields.Line> lines) {
        known.problems().stream()
                .filter(problem -> problem.where().startsWith("line"))
                .forEach(this::problem);
        comment("Either all lines or none. quantity and unitPrice are given together or not at all.");
        if (lines.isEmpty()) {
            form.append("lines: []\n");
            comment("lines:");
            comment("  - {quantity: \"2\", unitPrice: \"50.00\", amount: \"100.00\", evidence: \"\"}");
            return;
        }
        form.append("lines:\n");
        for (ExtractedFields.Line line : lines) {
            form.append("  - quantity: ").append(quoted(line.quantity())).append('\n');
            form.append("    unitPrice: ").append(quoted(line.unitPrice())).append('\n');
            form.append("    amount: ").append(quoted(line.amount())).append('\n');
            form.append("    evidence: ").append(quoted(line.evidence())).append('\n');
        }
    }

    private void text(String text) {
        if (known.text() == null || text.isBlank()) {
            return;
        }
        form.append('\n');
        comment("The text of the document (content " + known.text().brief() + "):");
        text.lines()
                .limit(TEXT_LINES)
                .map(line -> line.length() > TEXT_WIDTH ? line.substring(0, TEXT_WIDTH) + " …" : line)
                .forEach(line -> comment("| " + line));
        if (text.lines().count() > TEXT_LINES) {
            comment("| … and more lines");
        }
    }

    private void problems(String field) {
        known.problems().stream()
                .filter(problem -> problem.where().equals(field))
                .forEach(this::problem);
    }

    private void problem(Finding problem) {
        String where = problem.where().startsWith("line ") ? problem.where() + ": " : "";
        comment("NOT TAKEN, " + problem.code() + ": " + where + problem.why());
    }

    private void comment(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]", " ").stripTrailing();
        form.append(plain.isEmpty() ? "#" : "# " + plain).append('\n');
    }

    /** A JSON string is a double-quoted scalar of YAML 1.2, but for line separators, which YAML 1.1 folds. */
    private static String quoted(@Nullable String text) {
        return CanonicalJson.of(text == null ? "" : text)
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029")
                .replace("\u0085", "\\u0085");
    }
}
