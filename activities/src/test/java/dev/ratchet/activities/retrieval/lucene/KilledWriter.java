package dev.ratchet.activities.retrieval.lucene;

import dev.ratchet.activities.content.PostgresExpiringContent;
import dev.ratchet.activities.content.PostgresExpiringContent.Kind;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.database.DatabaseConfig;
import dev.ratchet.activities.database.DatabaseUnusable;
import dev.ratchet.activities.retrieval.PassageIndex.Indexed;
import dev.ratchet.activities.retrieval.Shelf;
import dev.ratchet.activities.retrieval.words.Analysis;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts documents of ten passages, and removes every fifth again, until it is killed; prints the number of each that is kept. */
final class KilledWriter {
    static final int PASSAGES = 10;

    private KilledWriter() {}

    /** @param args url of the database, its role, its password, folder of the index, number of the first document */
    public static void main(String[] args) {
        DatabaseConfig config = new DatabaseConfig(args[0], null, new DatabaseConfig.Login(args[1], args[2]), 4);
        try (Database database = reached(config);
                LucenePassageIndex index = open(Path.of(args[3]), database)) {
            for (int document = Integer.parseInt(args[4]); ; document++) {
                DocumentVersion version = Shelf.version(document, 1);
                index.put(Shelf.ACME, version, passages(version));
                if (document % 5 == 0) {
                    index.delete(Shelf.ACME, version.document());
                }
                System.out.println(document);
            }
        }
    }

    /** A new connection has three seconds, which a busy machine may not give it. */
    private static Database reached(DatabaseConfig config) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Database.open(config);
            } catch (DatabaseUnusable e) {
                if (attempt == 10) {
                    throw e;
                }
            }
        }
    }

    static LucenePassageIndex open(Path folder, Database database) {
        return new LucenePassageIndex(
                folder, database, new PostgresExpiringContent(database, Kind.INDEX), List.of(Analysis.ENGLISH), null);
    }

    static List<Indexed> passages(DocumentVersion version) {
        String[] texts = new String[PASSAGES];
        Arrays.setAll(texts, number -> "alpha " + number);
        return new ArrayList<>(Shelf.passages(version, texts));
    }
}
