package dev.ratchet.activities.grounding;

import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.qa.Answer;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** In the table {@code verified_answer}, of which nothing is changed or removed. */
public final class PostgresVerifiedAnswers implements VerifiedAnswers {
    private final Jdbi jdbi;

    public PostgresVerifiedAnswers(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public Optional<Verified> find(TenantId tenant, Digest question) {
        try (Handle handle = jdbi.open();
                Query query = handle.createQuery("""
                        SELECT person, answer FROM verified_answer
                        WHERE tenant = :tenant AND question = :question ORDER BY number DESC LIMIT 1""")) {
            return query.bind("tenant", tenant.value())
                    .bind("question", question.hex())
                    .map((row, context) -> new Verified(
                            row.getString("person"), CanonicalJson.read(row.getString("answer"), Answer.class)))
                    .findOne();
        }
    }

    @Override
    public void confirm(TenantId tenant, Digest question, Verified verified) {
        try (Handle handle = jdbi.open();
                Update update = handle.createUpdate("""
                        INSERT INTO verified_answer (tenant, question, person, answer)
                        VALUES (:tenant, :question, :person, :answer)""")) {
            update.bind("tenant", tenant.value())
                    .bind("question", question.hex())
                    .bind("person", verified.person())
                    .bind("answer", CanonicalJson.of(verified.answer()))
                    .execute();
        }
    }
}
