package dev.ratchet.workflows.encryption;

import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.internal.worker.WorkflowExecutionException;
import io.temporal.payload.context.SerializationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values as encrypted payloads, and failures with encrypted messages and stack traces. Only a {@link MissingKey} is told in the
 * clear: who looks at a run that cannot go on should read why without a key.
 */
public final class EncryptedConverter extends CodecDataConverter {
    /** Of the failure that tells of a missing key; frozen. */
    public static final String MISSING_KEY = "MISSING_KEY";

    /** How long an activity waits for the key, in seconds. */
    private static final int RETRY_SECONDS = 15;

    private final DataConverter plain;
    private final EncryptingCodec codec;

    public EncryptedConverter(DataConverter plain, PayloadKeys keys) {
        this(plain, new EncryptingCodec(keys));
    }

    private EncryptedConverter(DataConverter plain, EncryptingCodec codec) {
        super(plain, List.of(codec), codec.encrypts());
        this.plain = plain;
        this.codec = codec;
    }

    @Override
    public CodecDataConverter withContext(SerializationContext context) {
        return new EncryptedConverter(plain.withContext(context), codec);
    }

    /** What the SDK has converted already, as the refusal of an update's validator, is not converted again: its words would be lost. */
    @Override
    public Failure exceptionToFailure(Throwable throwable) {
        if (throwable instanceof WorkflowExecutionException converted) {
            return converted.getFailure();
        }
        MissingKey missing = missing(throwable);
        return missing == null ? super.exceptionToFailure(throwable) : inTheClear(missing);
    }

    private static Failure inTheClear(MissingKey missing) {
        return Failure.newBuilder()
                .setSource("JavaSDK")
                .setMessage(String.valueOf(missing.getMessage()))
                .setApplicationFailureInfo(ApplicationFailureInfo.newBuilder()
                        .setType(MISSING_KEY)
                        .setNextRetryDelay(
                                com.google.protobuf.Duration.newBuilder().setSeconds(RETRY_SECONDS)))
                .build();
    }

    private static @Nullable MissingKey missing(Throwable throwable) {
        Throwable at = throwable;
        for (int depth = 0; at != null && depth < 20; depth++) {
            if (at instanceof MissingKey found) {
                return found;
            }
            at = at.getCause();
        }
        return null;
    }
}
