package dev.ratchet.starter;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.Whoami;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Uploads and runs a list of files, a few at a time; the same bytes once. */
final class Batch implements AutoCloseable {
    private static final int AT_ONCE = 4;

    /** @param waits for each run to end or to wait for a person */
    record Choices(@Nullable String as, boolean again, boolean waits) {}

    private final GatewayClient gateway;
    private final Runs runs;
    private final String submitter;
    private final long limit;
    private final Choices choices;
    private final ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    private final Map<Path, Future<Line>> lines = new LinkedHashMap<>();
    private final Map<Path, Path> sameAs = new LinkedHashMap<>();

    private Batch(GatewayClient gateway, Runs runs, String submitter, long limit, Choices choices) {
        this.gateway = gateway;
        this.runs = runs;
        this.submitter = submitter;
        this.limit = limit;
        this.choices = choices;
    }

    static Batch begin(Surroundings here, List<Path> files, Choices choices) {
        GatewayClient gateway = GatewayClient.of(here);
        Whoami whoami = gateway.whoami();
        String submitter = Persons.acting(whoami, choices.as());
        Batch batch = new Batch(gateway, Runs.open(here), submitter, whoami.limit(), choices);
        Map<Digest, Path> firsts = new LinkedHashMap<>();
        for (Path file : files) {
            batch.take(file, firsts);
        }
        return batch;
    }

    private void take(Path file, Map<Digest, Path> firsts) {
        if (lines.containsKey(file)) {
            return;
        }
        Digest digest = digest(file);
        Path first = digest == null ? null : firsts.putIfAbsent(digest, file);
        if (first == null) {
            lines.put(file, workers.submit(() -> handIn(file)));
        } else {
            sameAs.put(file, first);
        }
    }

    /** Waits for it. */
    Line line(Path file) {
        Path first = sameAs.get(file);
        if (first != null) {
            return line(first).under(file);
        }
        Future<Line> line = lines.get(file);
        if (line == null) {
            throw new IllegalArgumentException(file + " is not of this batch");
        }
        try {
            return line.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("INTERRUPTED", "interrupted; what was started goes on");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        }
    }

    private Line handIn(Path file) {
        try {
            if (Files.size(file) > limit) {
                return tooLarge(file);
            }
            DocumentRef document = gateway.upload(file, submitter);
            String name = String.valueOf(file.getFileName());
            Runs.Submitted submitted = choices.waits()
                    ? runs.submit(document, name, submitter, choices.again())
                    : runs.start(document, name, submitter, choices.again());
            return told(file, document, submitted);
        } catch (IOException | UncheckedIOException e) {
            return Line.withoutRun(file, Standing.FAILED, "UNREADABLE", unreadable(file, e));
        } catch (Refused e) {
            return e.code().equals(Problem.TOO_LARGE)
                    ? tooLarge(file)
                    : Line.withoutRun(file, Standing.FAILED, e.code(), String.valueOf(e.getMessage()));
        }
    }

    private static Line told(Path file, DocumentRef document, Runs.Submitted submitted) {
        if (submitted instanceof Runs.Settled settled) {
            return Line.of(file, settled.status());
        }
        if (submitted instanceof Runs.Earlier earlier) {
            return Line.earlier(file, earlier.status());
        }
        String id = InvoiceWorkflow.workflowId(document.tenant(), document.digest());
        return submitted instanceof Runs.Failed failed
                ? Line.failed(file, id, failed.code(), failed.why())
                : Line.started(file, id);
    }

    private Line tooLarge(Path file) {
        return Line.withoutRun(
                file, Standing.REFUSED, Problem.TOO_LARGE, "more than " + limit + " bytes, the most the gateway takes");
    }

    private static String unreadable(Path file, Exception e) {
        boolean missing =
                e instanceof NoSuchFileException || e.getCause() instanceof NoSuchFileException || !Files.exists(file);
        return missing ? "there is no such file" : "the file cannot be read";
    }

    /** Absent when it cannot be read, or is too large to be taken anyway. */
    private @Nullable Digest digest(Path file) {
        try {
            if (Files.size(file) > limit) {
                return null;
            }
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            try (InputStream bytes = Files.newInputStream(file)) {
                byte[] buffer = new byte[1 << 16];
                for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                    sha.update(buffer, 0, read);
                }
            }
            return new Digest(HexFormat.of().formatHex(sha.digest()));
        } catch (IOException e) {
            return null;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        runs.close();
    }
}
