package dev.ratchet.starter.books;

import dev.ratchet.starter.screen.Column;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.starter.screen.TextWidth;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.gateway.BooksEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries of the books: what belongs to the whole entry in a row, and below it each account with its amount. */
final class EntriesReport {
    private static final List<Column> COLUMNS = List.of(
            Column.figure("ENTRY"),
            Column.whole("DATE"),
            Column.whole("KIND"),
            Column.name("SUPPLIER"),
            Column.name("NUMBER"),
            Column.text("AUTHORITY"),
            Column.lines());

    private EntriesReport() {}

    static String text(int width, List<BooksEntry> entries) {
        int account = 0;
        int amount = 0;
        for (BooksEntry entry : entries) {
            for (BooksEntry.Line line : entry.lines()) {
                account = Math.max(account, TextWidth.of(line.account()));
                amount = Math.max(amount, TextWidth.of(amount(entry, line)));
            }
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (BooksEntry entry : entries) {
            rows.add(row(entry, account, amount));
        }
        return Tables.of(width, COLUMNS, rows);
    }

    private static List<@Nullable Object> row(BooksEntry entry, int account, int amount) {
        return Arrays.asList(
                entry.number(),
                entry.date(),
                entry.kind(),
                entry.supplierId(),
                entry.invoiceNumber(),
                entry.authority(),
                entry.lines().stream()
                        .map(line -> TextWidth.toTheLeft(line.account(), account) + "  "
                                + TextWidth.toTheRight(amount(entry, line), amount))
                        .toList());
    }

    private static String amount(BooksEntry entry, BooksEntry.Line line) {
        return new Money(entry.currency(), line.minor()).toString();
    }
}
