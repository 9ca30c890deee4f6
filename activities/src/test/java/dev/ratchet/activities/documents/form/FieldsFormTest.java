package dev.ratchet.activities.documents.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.invoice.ExtractedFields;
import dev.ratchet.workflows.contract.invoice.ExtractedFields.Claim;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The form as it is printed, and as it comes back. */
class FieldsFormTest {
    private static final Digest TEXT = Digest.of("the text");

    private static Claim claim(String value) {
        return new Claim(value, "shows " + value);
    }

    private static ExtractedFields fields(String name) {
        return new ExtractedFields(
                claim("R-7"),
                claim("2026-11-08"),
                claim(name),
                null,
                claim("EUR"),
                claim("100.00"),
                null,
                claim("119.00"),
                null,
                null,
                null,
                InvoiceFacts.Kind.CREDIT_NOTE,
                List.of(
                        new ExtractedFields.Line("2", "50.00", "100.00", "2 x 50"),
                        new ExtractedFields.Line(null, null, "0.00", "")));
    }

    private static String printed(ExtractedFields fields, Finding... problems) {
        return FieldsForm.print(
                new KnownFields(fields, "model", List.of(problems), TEXT),
                "a.txt",
                "0123456789ab",
                "Rechnung R-7\n\u0007x");
    }

    private static ExtractedFields read(String yaml) throws FilledForm.Invalid {
        Proposal proposal = FilledForm.read(yaml);
        assertThat(proposal.name()).isEqualTo("record_fields");
        return CanonicalJson.read(
                CanonicalJson.read(proposal.arguments(), com.fasterxml.jackson.databind.JsonNode.class)
                        .path("fields")
                        .toString(),
                ExtractedFields.class);
    }

    @Test
    void whatIsPrintedComesBackAsItWas() throws FilledForm.Invalid {
        for (String name : List.of(
                "Müller & Söhne",
                "a \"quoted\" name: with # and \\ and 'more'",
                "line\nbreak and \u2028 and \u0085 and \t tab",
                "- {x: 1}",
                "null",
                "😀 smile")) {
            ExtractedFields fields = fields(name);
            assertThat(read(printed(fields)).supplierName().value()).isEqualTo(name.strip());
            assertThat(read(printed(fields))).isEqualTo(fields);
        }
    }

    @Test
    void jsonIsAFormToo() throws FilledForm.Invalid {
        assertThat(read(CanonicalJson.of(fields("Ada")))).isEqualTo(fields("Ada"));
    }

    @Test
    void problemsStandAtTheirFields() {
        String form = printed(
                fields("Ada"),
                new Finding("AMOUNT_DIFFERS", "gross", "The evidence shows 120.00, not 119.00."),
                new Finding("LINE_NET", "line 1", "Quantity x price is 90.00, not 100.00."),
                new Finding("UNKNOWN_ARGUMENT", "", "no such argument"));
        assertThat(form)
                .contains("# NOT TAKEN, AMOUNT_DIFFERS: The evidence shows 120.00, not 119.00.\ngross:")
                .contains("# NOT TAKEN, LINE_NET: line 1: Quantity x price is 90.00, not 100.00.\n")
                .contains("# NOT TAKEN, UNKNOWN_ARGUMENT: no such argument\n")
                .contains("# | Rechnung R-7\n#" + " |  x\n".replace("|  x", "|  x"))
                .contains("ratchet fill 0123456789ab FILE");
    }

    private static List<String> problems(String yaml) {
        FilledForm.Invalid invalid = catchThrowableOfType(FilledForm.Invalid.class, () -> FilledForm.read(yaml));
        assertThat(invalid).as(yaml).isNotNull();
        return invalid.problems().stream()
                .map(problem -> problem.line() + " " + problem.field() + " " + problem.why())
                .toList();
    }

    @Test
    void eachLineThatIsWrongIsNamedWithWhatWouldBeRight() {
        assertThat(problems("""
                        number: R-7
                        issueDate: {value: 8.11.2026, evidence: "8.11.2026"}
                        currency: €
                        gross: 1.190,00
                        total: 5
                        kind: BILL
                        lines:
                          - {quantity: two, amount: ""}
                        """))
                .containsExactlyInAnyOrder(
                        "2 issueDate should be a date such as 2026-11-21, not '8.11.2026'",
                        "3 currency should be an ISO 4217 code such as EUR, not '€'",
                        "4 gross should be an amount such as 1234.50, not '1.190,00'",
                        "5 total is not known here; the fields are number, issueDate, supplierName, supplierTaxId, currency,"
                                + " net, tax, gross, iban, orderNumber, correctedNumber, kind, lines",
                        "6 kind should be INVOICE or CREDIT_NOTE",
                        "8 lines[0].amount is missing; it should be an amount such as 1234.50",
                        "8 lines[0].quantity should be a number such as 2 or 1.5, not 'two'");
        assertThat(problems("kind: INVOICE"))
                .containsExactly(
                        "0 number is missing; every invoice has it",
                        "0 issueDate is missing; every invoice has it, and it should be a date such as 2026-11-21",
                        "0 currency is missing; every invoice has it, and it should be an ISO 4217 code such as EUR",
                        "0 gross is missing; every invoice has it, and it should be an amount such as 1234.50");
        assertThat(problems("number: [")).singleElement().asString().contains("is not YAML");
        assertThat(problems("")).singleElement().asString().contains("is empty");
        assertThat(problems("- a")).singleElement().asString().contains("should have the fields");
        assertThat(problems("number: {value: R-7, evidence: x, page: 2}"))
                .anyMatch(line -> line.startsWith("1 number.page"));
        assertThat(problems("gross: 1\ngross: 2")).anyMatch(line -> line.contains("is there twice"));
        assertThat(problems("a: &x [*x]")).isNotEmpty();
        assertThat(problems("number: " + "x".repeat(201))).anyMatch(line -> line.contains("at most 200 characters"));
    }

    @Test
    void moreThanAProposalHoldsIsSaid() {
        ExtractedFields full = fields("Ada");
        ExtractedFields many = new ExtractedFields(
                full.number(),
                full.issueDate(),
                null,
                null,
                full.currency(),
                null,
                null,
                full.gross(),
                null,
                null,
                null,
                InvoiceFacts.Kind.INVOICE,
                Collections.nCopies(150, new ExtractedFields.Line("2", "50.00", "100.00", "e".repeat(150))));
        assertThat(problems(printed(many))).singleElement().asString().contains("at most 16384", "leave out");
    }

    // ---- what the record knows

    private static StepRecord step(int number, String planner, @Nullable Proposal proposal, String result) {
        String proposed = proposal == null ? null : CanonicalJson.of(proposal);
        return new StepRecord(
                new Step(
                        number,
                        0,
                        0,
                        0,
                        "STUCK",
                        planner,
                        proposal == null ? "-" : proposal.name(),
                        proposed == null ? null : Digest.of(proposed),
                        "ACCEPTED",
                        null,
                        Digest.of(result),
                        0,
                        0),
                proposed,
                result);
    }

    private static Proposal proposing(ExtractedFields fields) {
        return new Proposal("record_fields", "{\"fields\":" + CanonicalJson.of(fields) + "}");
    }

    @Test
    void theLastProposalIsWhatIsKnownTakenOrNot() {
        StepRecord read = step(
                1,
                "rules",
                new Proposal("read_document", "{}"),
                "{\"observation\":\"document_read\",\"reading\":{\"mac\":\"\",\"value\":{\"reading\":\"text\",\"text\":\""
                        + TEXT.hex() + "\"}}}");
        StepRecord model = step(
                2,
                "model",
                proposing(fields("Ada")),
                "{\"observation\":\"fields_checked\",\"reading\":{\"mac\":\"\",\"value\":{\"fields\":\"unproven\",\"findings\":"
                        + "[{\"code\":\"X\",\"where\":\"gross\",\"why\":\"no\"}]}}}");
        StepRecord person = step(
                3,
                "person ann",
                proposing(fields("Bea")),
                "{\"failure\":\"person_rejected\",\"code\":\"UNSHOWN_FIELD\",\"why\":\"too long\",\"person\":\"ann\"}");
        StepRecord nonsense = step(4, "person ann", new Proposal("record_fields", "{\"fields\":7}"), "{}");
        assertThat(KnownFields.of(List.of())).returns("", KnownFields::by).returns(null, KnownFields::text);
        assertThat(KnownFields.of(List.of(read, model)))
                .isEqualTo(new KnownFields(fields("Ada"), "model", List.of(new Finding("X", "gross", "no")), TEXT));
        assertThat(KnownFields.of(List.of(read, model, person, nonsense)))
                .isEqualTo(new KnownFields(
                        fields("Bea"), "person ann", List.of(new Finding("UNSHOWN_FIELD", "", "too long")), TEXT));
    }
}
