package dev.ratchet.worker.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Query;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeArgumentsTest {
    private static final DocumentRef DOCUMENT = new DocumentRef(TenantId.DEFAULT, Digest.of("document"), 7);

    @Test
    void a_part_that_was_left_out_is_named() {
        Query query = CanonicalJson.read("{\"run\":{\"workflowId\":\"w\",\"runId\":\"r\"}}", Query.class);

        assertThatThrownBy(() -> WholeArguments.requireWhole("the argument", List.of(query)))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo("BAD_INPUT");
                    assertThat(failure.getOriginalMessage()).isEqualTo("'document' is missing");
                    assertThat(failure.isNonRetryable()).isTrue();
                });
    }

    @Test
    void what_may_be_absent_may_be_absent() {
        assertThatCode(() -> WholeArguments.requireWhole("the argument", List.of(DOCUMENT, new RunRef("w", "r"))))
                .doesNotThrowAnyException();
    }

    @Test
    void whoPassesNullIsToldWhatWouldBeRight() {
        assertThatThrownBy(() -> WholeArguments.requireAll(new Object[] {DOCUMENT, null}))
                .hasMessageContaining("@Nullable component of a record");
    }
}
