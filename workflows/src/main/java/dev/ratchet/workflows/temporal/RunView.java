package dev.ratchet.workflows.temporal;

import dev.ratchet.workflows.contract.TenantId;
import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people see of a run in the Web UI: search attributes to find it by, and its details in a few lines. */
public final class RunView {
    public static final SearchAttributeKey<String> TENANT = SearchAttributeKey.forKeyword("RatchetTenant");
    public static final SearchAttributeKey<String> OUTCOME = SearchAttributeKey.forKeyword("RatchetOutcome");
    public static final SearchAttributeKey<String> ROUTE = SearchAttributeKey.forKeyword("RatchetRoute");
    public static final SearchAttributeKey<String> PHASE = SearchAttributeKey.forKeyword("RatchetPhase");
    public static final SearchAttributeKey<String> SUPPLIER = SearchAttributeKey.forKeyword("RatchetSupplier");
    public static final SearchAttributeKey<String> NUMBER = SearchAttributeKey.forKeyword("RatchetNumber");
    public static final SearchAttributeKey<String> WAITING_FOR = SearchAttributeKey.forKeyword("RatchetWaitingFor");
    public static final SearchAttributeKey<String> CURRENCY = SearchAttributeKey.forKeyword("RatchetCurrency");
    public static final SearchAttributeKey<Long> AMOUNT = SearchAttributeKey.forLong("RatchetAmountMinor");

    /** Those a server must know before a worker takes tasks; eight keywords and one number. */
    public static final List<SearchAttributeKey<?>> SEARCH_ATTRIBUTES =
            List.of(TENANT, OUTCOME, ROUTE, PHASE, SUPPLIER, NUMBER, WAITING_FOR, CURRENCY, AMOUNT);

    private RunView() {}

    /** Absent values are unset. One history event. */
    public static void publish(
            TenantId tenant,
            String outcome,
            String phase,
            @Nullable String route,
            @Nullable String supplier,
            @Nullable String number,
            @Nullable String waitingFor,
            @Nullable String currency,
            @Nullable Long amount) {
        Workflow.upsertTypedSearchAttributes(
                TENANT.valueSet(tenant.value()),
                OUTCOME.valueSet(outcome),
                PHASE.valueSet(phase),
                route == null ? ROUTE.valueUnset() : ROUTE.valueSet(route),
                supplier == null ? SUPPLIER.valueUnset() : SUPPLIER.valueSet(supplier),
                number == null ? NUMBER.valueUnset() : NUMBER.valueSet(number),
                waitingFor == null ? WAITING_FOR.valueUnset() : WAITING_FOR.valueSet(waitingFor),
                currency == null ? CURRENCY.valueUnset() : CURRENCY.valueSet(currency),
                amount == null ? AMOUNT.valueUnset() : AMOUNT.valueSet(amount));
    }

    /** As {@link #markdown} says it. */
    public static void details(String title, List<List<String>> rows) {
        Workflow.setCurrentDetails(markdown(title, rows));
    }

    /**
     * @param title one line
     * @param rows name and value; shown as a table
     */
    public static String markdown(String title, List<List<String>> rows) {
        StringBuilder markdown = new StringBuilder("### " + cell(title) + "\n\n| | |\n|---|---|\n");
        for (List<String> row : rows) {
            markdown.append("| ")
                    .append(cell(row.get(0)))
                    .append(" | ")
                    .append(cell(row.get(1)))
                    .append(" |\n");
        }
        return markdown.toString();
    }

    private static String cell(String text) {
        return text.replace('\n', ' ').replace("|", "\\|");
    }
}
