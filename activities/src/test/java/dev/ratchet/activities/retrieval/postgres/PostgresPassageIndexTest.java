package dev.ratchet.activities.retrieval.postgres;

import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.retrieval.PassageIndex;
import dev.ratchet.activities.retrieval.PassageIndexContract;
import org.junit.jupiter.api.AfterEach;

class PostgresPassageIndexTest extends PassageIndexContract {
    private final TestDatabase database = new TestDatabase();
    private final PassageIndex index = new PostgresPassageIndex(database.database());

    @Override
    protected PassageIndex index() {
        return index;
    }

    @Override
    protected PassageIndex anotherWorker() {
        return new PostgresPassageIndex(database.database());
    }

    @AfterEach
    void close() {
        database.close();
    }
}
