package dev.ratchet.workflows.contract.batch;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.WithItsType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one item of a batch: either a value or an error. An error of one item never keeps the others waiting.
 *
 * @param error why there is no value for this item; it needs a run of its own, which has time for it
 */
public record ItemResult<T>(
        @JsonSerialize(using = WithItsType.class) @Nullable T value,
        @Nullable Finding error) {

    public ItemResult {
        if ((value == null) == (error == null)) {
            throw new IllegalArgumentException("either a value or an error");
        }
    }

    /** The same of something else. */
    public <R> ItemResult<R> map(Function<T, R> function) {
        return new ItemResult<>(value == null ? null : function.apply(value), error);
    }

    public static <T> ItemResult<T> of(T value) {
        return new ItemResult<>(value, null);
    }

    public static <T> ItemResult<T> error(String code, String where, String why) {
        return new ItemResult<>(null, new Finding(code, where, why));
    }
}
