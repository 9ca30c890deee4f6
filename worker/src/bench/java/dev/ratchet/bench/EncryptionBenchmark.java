package dev.ratchet.bench;

import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.encryption.EncryptingCodec;
import dev.ratchet.workflows.encryption.FileMasterKey;
import dev.ratchet.workflows.encryption.KeyState;
import dev.ratchet.workflows.encryption.KeyTable;
import dev.ratchet.workflows.encryption.PayloadKey;
import dev.ratchet.workflows.encryption.PayloadKeys;
import dev.ratchet.workflows.temporal.Converters;
import io.temporal.api.common.v1.Payload;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The batch with every payload encrypted, by worker and submitter, against the batch without; and what one payload costs. */
final class EncryptionBenchmark implements Benchmark {
    private static final int FIRST = 2_000;
    private static final int ROUNDS = 6;

    /** In bytes: a marker, a page of results, the largest that a history has. */
    private static final List<Integer> SIZES = List.of(300, 3_000, 30_000);

    /** Of one process. */
    private record InMemory(KeyTable.Unwrapped keys) implements PayloadKeys {
        static InMemory generate() {
            FileMasterKey master = FileMasterKey.load(FileMasterKey.generate());
            return new InMemory(KeyTable.empty(master)
                    .with("bench", TenantId.DEFAULT, KeyState.ACTIVE, LocalDate.EPOCH, master)
                    .unwrap(TenantId.DEFAULT, master));
        }

        @Override
        public Optional<PayloadKey> active() {
            return keys.active();
        }

        @Override
        public Optional<PayloadKey> find(String id) {
            return keys.find(id);
        }

        @Override
        public String whereToGet(String id) {
            return "nowhere";
        }
    }

    @Override
    public List<Result> run(Place place) throws Exception {
        InMemory keys = InMemory.generate();
        try (Capabilities capabilities = place.capabilities();
                TemporalConnection open = place.connect();
                TemporalConnection encrypted = place.connect(keys);
                Submitter openly = Submitter.at(place.temporal());
                Submitter secretly = Submitter.at(place.temporal(), Converters.encrypted(keys));
                Lanes openLanes = new Lanes(openly.client(), 1);
                Lanes encryptedLanes = new Lanes(secretly.client(), 1)) {
            capabilities.warmFully();
            Uploads small = new Uploads(capabilities).withDemoSuppliers();
            Race<DocumentRef> race = new Race<>(place, small::next, ROUNDS);
            var off = race.with("batch, not encrypted", new WorkerTurn(open, capabilities, openLanes));
            var on = race.with("batch, encrypted", new WorkerTurn(encrypted, capabilities, encryptedLanes));
            race.run(FIRST);
            WorkerTurn.stop();
            String against = "not encrypted";
            List<Result> results = new ArrayList<>(List.of(
                    Result.of("DIRECT batch, encrypted", place.server(), on.perSecond(), "documents/s")
                            .against(against, off.perSecond()),
                    Result.of("DIRECT batch, encrypted, CPU", place.server(), on.cpuMillis(), "ms/document")
                            .against(against, off.cpuMillis()),
                    Result.of("DIRECT batch, encrypted, servers' CPU", place.server(), on.serverCpuMillis(), "ms/document")
                            .against(against, off.serverCpuMillis())));
            SIZES.forEach(size -> results.addAll(payload(new EncryptingCodec(keys), size, place.seconds())));
            return results;
        }
    }

    /** There and back. */
    private static List<Result> payload(EncryptingCodec codec, int size, int seconds) {
        String piece = "{\"supplier\":\"Kerzendorf\",\"net\":123456,\"digest\":\"0f3c\"},";
        String text = piece.repeat(size / piece.length() + 1);
        List<Payload> plain = Converters.dataConverter()
                .toPayload(text.substring(0, size))
                .map(List::of)
                .orElseThrow();
        double unused = micros(codec, plain, seconds / 10.0);
        double micros = micros(codec, plain, seconds / 10.0);
        String name = String.format(Locale.ROOT, "payload of %,d bytes", size);
        return List.of(
                Result.of(name + ", encrypted and read", Result.NOWHERE, micros, "microseconds"),
                Result.of(
                                name + ", as it is sent",
                                Result.NOWHERE,
                                codec.encode(plain).get(0).getSerializedSize(),
                                "bytes")
                        .against("not encrypted", plain.get(0).getSerializedSize()));
    }

    private static double micros(EncryptingCodec codec, List<Payload> plain, double seconds) {
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        long now = start;
        long many = 0;
        while (now < end) {
            for (int each = 0; each < 100; each++) {
                if (codec.decode(codec.encode(plain)).isEmpty()) {
                    throw new IllegalStateException("a payload was lost");
                }
            }
            many += 100;
            now = System.nanoTime();
        }
        return (now - start) / 1e3 / many;
    }
}
