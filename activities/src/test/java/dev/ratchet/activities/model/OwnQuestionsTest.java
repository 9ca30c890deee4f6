package dev.ratchet.activities.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.ModelActivities.Data;
import dev.ratchet.workflows.contract.ModelActivities.Question;
import dev.ratchet.workflows.contract.ModelActivities.Unusable;
import dev.ratchet.workflows.contract.ModelActivities.Usage;
import dev.ratchet.workflows.contract.ModelTier;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnQuestionsTest {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final Digest DOCUMENT = Digest.of("brought in");
    private static final String RUN = RunRef.workflowId("invoice", TENANT, DOCUMENT);
    private static final Map<String, OwnQuestions.Asking> AGENTS = Map.of(
            "invoice", new OwnQuestions.Asking("Invoice", List.of("invoice-extract@1"), 4_000),
            "access", new OwnQuestions.Asking("Access", List.of("access-purpose@1"), 500));

    private final List<Question> asked = new ArrayList<>();
    private final ModelActivities model = question -> {
        asked.add(question);
        return new Unusable("NOT_JSON", DOCUMENT, new Usage("small", "small", 1, 0, 1, 1));
    };

    private void ask(String type, String run, String agent, String prompt, int mostTokens) {
        new OwnQuestions(AGENTS, (tenant, digest) -> digest.equals(DOCUMENT), model, () -> type)
                .propose(new Question(
                        TENANT,
                        new RunRef(run, "a run"),
                        0,
                        agent,
                        ModelTier.SMALL,
                        prompt,
                        List.of(new Data("DOCUMENT", DOCUMENT)),
                        List.of("ask_person"),
                        null,
                        mostTokens));
    }

    private void refused(FailureType failure, String type, String run, String agent, String prompt, int mostTokens) {
        assertThatExceptionOfType(ApplicationFailure.class)
                .isThrownBy(() -> ask(type, run, agent, prompt, mostTokens))
                .returns(failure.name(), ApplicationFailure::getType)
                .returns(true, ApplicationFailure::isNonRetryable);
        assertThat(asked).isEmpty();
    }

    @Test
    void aRunAsksWhatItsAgentAsks() {
        ask("Invoice", RUN, "invoice", "invoice-extract@1", 4_000);
        assertThat(asked).hasSize(1);
    }

    @Test
    void anAgentAsksWithItsOwnPromptAndUpToItsOwnTokens() {
        refused(FailureType.BAD_INPUT, "Invoice", RUN, "nobody", "invoice-extract@1", 1);
        refused(FailureType.BAD_INPUT, "Invoice", RUN, "invoice", "access-purpose@1", 1);
        refused(FailureType.BAD_INPUT, "Invoice", RUN, "invoice", "invoice-extract@1", 4_001);
        refused(FailureType.BAD_INPUT, "Invoice", RUN, "invoice", "invoice-extract@1", 0);
    }

    @Test
    void onlyARunOfTheAgentAsks() {
        refused(FailureType.OTHER_RUN, "Mine", RUN, "invoice", "invoice-extract@1", 1);
        refused(FailureType.OTHER_RUN, "InvoiceBatch", RUN, "invoice", "invoice-extract@1", 1);
        refused(FailureType.OTHER_RUN, "Access", RUN, "access", "access-purpose@1", 1);
        refused(FailureType.OTHER_RUN, "Invoice", "invoice/default/mine", "invoice", "invoice-extract@1", 1);
        String theirs = RunRef.workflowId("invoice", new TenantId("another-tenant"), DOCUMENT);
        refused(FailureType.OTHER_RUN, "Invoice", theirs, "invoice", "invoice-extract@1", 1);
    }

    @Test
    void onlyAboutWhatSomebodyBroughtIn() {
        String invented = RunRef.workflowId("invoice", TENANT, Digest.of("invented"));
        refused(FailureType.BAD_INPUT, "Invoice", invented, "invoice", "invoice-extract@1", 1);
    }
}
