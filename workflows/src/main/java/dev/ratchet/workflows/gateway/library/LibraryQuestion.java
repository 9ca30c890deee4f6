package dev.ratchet.workflows.gateway.library;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What somebody wants to know.
 *
 * @param query 1 to 2,000 characters
 * @param outputFormat absent for markdown
 * @param within ids of documents, at most 20; absent or empty for the whole library
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record LibraryQuestion(String query, OutputFormat outputFormat, List<String> within) {
    public LibraryQuestion {
        outputFormat = outputFormat == null ? OutputFormat.MARKDOWN : outputFormat;
        within = within == null ? List.of() : List.copyOf(within);
    }
}
