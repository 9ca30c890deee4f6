package dev.ratchet.activities.content;

import dev.ratchet.activities.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresContentStoreTest extends ContentStoreContract {
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
    protected ContentStore store() {
        return new PostgresContentStore(test.database());
    }
}
