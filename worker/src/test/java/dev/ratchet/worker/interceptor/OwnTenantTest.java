package dev.ratchet.worker.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Closing;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Query;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OwnTenantTest {
    private static final TenantId OWN = new TenantId("own");
    private static final TenantId OTHER = new TenantId("other");
    private final OwnTenant guard = new OwnTenant(OWN);

    private static DocumentRef document(TenantId tenant) {
        return new DocumentRef(tenant, Digest.of("document"), 7);
    }

    private static Query query(TenantId tenant) {
        return new Query(
                new RunRef("w", "r"),
                document(tenant),
                new Attested<>(new DocumentReading.Unreadable("EMPTY", "nothing"), "mac"),
                null,
                null,
                null);
    }

    @TestFactory
    Stream<DynamicTest> anotherTenantIsRefusedHoweverDeepItIsNamed() {
        return Stream.of(
                        OTHER,
                        document(OTHER),
                        new Closing(OTHER, new RunRef("w", "r")),
                        List.of(document(OWN), document(OTHER)),
                        List.of(query(OWN), query(OTHER)),
                        new Attested<>(List.of(query(OTHER)), "mac"))
                .map(argument -> DynamicTest.dynamicTest(
                        argument.toString(),
                        () -> assertThatThrownBy(() -> guard.requireOwn(argument))
                                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                                    assertThat(failure.getType()).isEqualTo("OTHER_TENANT");
                                    assertThat(failure.isNonRetryable()).isTrue();
                                })));
    }

    @Test
    void theOwnTenantPasses() {
        assertThatCode(() -> guard.requireOwn(List.of(document(OWN), query(OWN), "text", 7)))
                .doesNotThrowAnyException();
    }
}
