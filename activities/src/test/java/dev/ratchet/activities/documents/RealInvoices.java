package dev.ratchet.activities.documents;

import dev.ratchet.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The real invoices in the shared data folder, beside the project. */
public final class RealInvoices {
    private RealInvoices() {}

    /** @param folder {@code ubl}, {@code cii} or {@code documents} */
    public static List<Path> files(String folder) throws IOException {
        try (Stream<Path> all = Files.list(Needs.sharedData("invoices/" + folder))) {
            return all.filter(f -> !f.toString().endsWith(".json")).sorted().toList();
        }
    }
}
