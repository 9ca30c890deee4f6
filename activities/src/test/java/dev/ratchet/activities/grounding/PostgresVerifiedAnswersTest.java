package dev.ratchet.activities.grounding;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresVerifiedAnswersTest extends VerifiedAnswersContract {
    private static TestDatabase test;

    @BeforeAll
    static void open() {
        test = new TestDatabase();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @Override
    protected VerifiedAnswers answers() {
        return new PostgresVerifiedAnswers(test.database());
    }

    @Test
    void whatWasConfirmedIsNotTakenBack() {
        for (String statement :
                new String[] {"DELETE FROM verified_answer", "UPDATE verified_answer SET person = 'sam'"}) {
            assertThatThrownBy(() -> test.database().jdbi().useHandle(handle -> handle.execute(statement)))
                    .hasMessageContaining("permission denied");
        }
    }
}
