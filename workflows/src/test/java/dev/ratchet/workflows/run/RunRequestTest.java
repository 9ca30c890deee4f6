package dev.ratchet.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Container;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RunRequestTest {
    private record Question(String text, int pages) {}

    private static final JsonNode INPUT = CanonicalJson.tree(new Question("why?", 2));

    private static RunRequest request(JsonNode input, Digest intake) {
        return new RunRequest(new DocumentRef(TenantId.DEFAULT, intake, 10), input, "q.json", "anna", null, null);
    }

    @Test
    void theInputIsReadAsTheAgentsRecordAlsoAfterTheWire() {
        RunRequest request = request(INPUT, CanonicalJson.digest(INPUT));
        assertThat(request.input(Question.class)).isEqualTo(new Question("why?", 2));
        RunRequest sent = CanonicalJson.read(CanonicalJson.of(request), RunRequest.class);
        assertThat(sent.input(Question.class)).isEqualTo(new Question("why?", 2));
    }

    @Test
    void anInputThatIsNotTheOneThatWasUploadedIsRefused() {
        RunRequest other = request(CanonicalJson.tree(new Question("why not?", 2)), CanonicalJson.digest(INPUT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.input(Question.class))
                .withMessageContaining("not the JSON that was uploaded");
        RunRequest none = RunRequest.of(new DocumentRef(TenantId.DEFAULT, Digest.of("d"), 1), "d.xml", "anna");
        assertThatIllegalArgumentException().isThrownBy(() -> none.input(Question.class));
    }

    @Test
    void anInputOfAnotherShapeIsRefused() {
        JsonNode wrong = CanonicalJson.read("{\"pages\":\"many\"}", JsonNode.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request(wrong, CanonicalJson.digest(wrong)).input(Question.class))
                .withMessageContaining("the input is not a Question: 'pages': Cannot deserialize");
    }

    @Test
    void theIdComesFromAgentTenantAndBytes() {
        Digest intake = Digest.of("bytes");
        assertThat(request(INPUT, intake).workflowId("access")).isEqualTo("access/default/" + intake);
    }

    @Test
    void aContainerIsBoundedAndOneThatIsNotThereIsNotWritten() {
        DocumentRef document = new DocumentRef(TenantId.DEFAULT, Digest.of("d"), 1);
        RunRequest alone = RunRequest.of(document, "d.xml", "anna");
        assertThat(CanonicalJson.of(alone)).doesNotContain("container");
        Container wordy =
                new Container(Digest.of("mail"), "ü/".repeat(300) + "d.xml", "s".repeat(500), "t".repeat(500));
        assertThat(wordy.path().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(200);
        assertThat(wordy.path()).endsWith("d.xml");
        assertThat(wordy.sender()).hasSize(120);
        assertThat(wordy.subject()).hasSize(120);
        RunRequest inside = alone.from(wordy);
        assertThat(CanonicalJson.read(CanonicalJson.of(inside), RunRequest.class))
                .isEqualTo(inside);
    }

    @Test
    void aLongNameKeepsItsEndAndASubmitterIsNeeded() {
        DocumentRef document = new DocumentRef(TenantId.DEFAULT, Digest.of("d"), 1);
        String name = RunRequest.of(document, "ü".repeat(300) + ".xml", "anna").name();
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(200);
        assertThat(name).endsWith(".xml");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunRequest.of(document, "d.xml", " "))
                .withMessageContaining("a run has a submitter");
    }
}
