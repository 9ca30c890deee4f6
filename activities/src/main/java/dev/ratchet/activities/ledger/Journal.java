package dev.ratchet.activities.ledger;

import dev.ratchet.activities.ledger.Ledger.Balance;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * The books as a journal that hledger reads, also under {@code hledger check --strict}: every commodity and account is
 * declared, every amount has its currency's decimals. Format: https://hledger.org/hledger.html#journal.
 */
final class Journal {
    private Journal() {}

    static void write(Handle handle, TenantId tenant, Appendable journal) throws IOException {
        List<Balance> balances = Reading.balance(handle, tenant);
        journal.append("; the books of ").append(tenant.value()).append("\n\n");
        TreeSet<String> currencies = new TreeSet<>();
        TreeSet<String> accounts = new TreeSet<>();
        for (Balance balance : balances) {
            currencies.add(balance.currency());
            accounts.add(balance.account());
        }
        for (String currency : currencies) {
            journal.append("commodity ").append(sample(currency)).append('\n');
        }
        for (String account : accounts) {
            journal.append("account ").append(account).append('\n');
        }
        try (StoredRows rows = new StoredRows(handle, tenant, 0)) {
            while (rows.hasNext()) {
                write(rows.next().row(), journal);
            }
        }
    }

    private static void write(Row row, Appendable journal) throws IOException {
        journal.append('\n')
                .append(row.date().toString())
                .append(" * (")
                .append(Long.toString(row.number()))
                .append(") ")
                .append(row.supplier())
                .append(word(row))
                .append(plain(row.invoiceNumber()))
                .append('\n');
        for (Row.Line line : row.lines()) {
            journal.append("    ")
                    .append(line.account())
                    .append("  ")
                    .append(new Money(line.currency(), line.minor()).text())
                    .append('\n');
        }
    }

    private static String word(Row row) {
        if (row.reversal()) {
            return " reversal | of ";
        }
        return row.kind().equals("INVOICE") ? " invoice | " : " credit note | ";
    }

    /** hledger wants the decimal mark even where no decimals follow. */
    private static String sample(String currency) {
        int decimals = Money.exponent(currency);
        return BigDecimal.valueOf(1000).setScale(decimals).toPlainString() + (decimals == 0 ? ". " : " ") + currency;
    }

    /** Invoice numbers are foreign text: a line break would start an entry, a semicolon a comment, a bar a payee. */
    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029;|]+", " ").strip();
    }
}
