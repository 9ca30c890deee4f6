package dev.ratchet.worker.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.ByteString;
import dev.ratchet.worker.configuration.Reading;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.encryption.EncryptingCodec;
import dev.ratchet.workflows.encryption.PayloadKey;
import io.temporal.api.common.v1.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The files of keys, and the commands that change them. */
class KeyFilesTest {
    private static final Payload PAYLOAD =
            Payload.newBuilder().setData(ByteString.copyFromUtf8("an invoice")).build();

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private KeyCommands commands;

    @BeforeEach
    void start() {
        commands = new KeyCommands(folder);
        log.start();
        logger().setLevel(Level.INFO);
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
        logger().setLevel(null);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(KeyFiles.class);
    }

    private KeyFiles open() {
        return KeyFiles.open(commands.files(), TenantId.DEFAULT, nanos::get);
    }

    private List<String> errors() {
        return log.list.stream()
                .filter(event -> event.getLevel().levelStr.equals("ERROR"))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void a_first_key_reads_before_it_writes() throws Exception {
        assertThat(commands.run("create")).contains("next", "writes nothing yet");
        assertThat(open().active()).isEmpty();

        commands.run("activate");
        assertThat(open().active()).isPresent();
        assertThat(Files.getPosixFilePermissions(commands.files().table()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(commands.files().masterKey()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_key_is_rotated_and_an_old_one_retired_only_by_who_is_sure() {
        commands.run("create", "--activate");
        String first = open().active().map(PayloadKey::id).orElseThrow();
        commands.run("rotate");
        assertThat(commands.refused("rotate")).contains("is next already");
        commands.run("activate");

        KeyFiles keys = open();
        assertThat(keys.active().map(PayloadKey::id)).isPresent().get().isNotEqualTo(first);
        assertThat(keys.find(first)).isPresent();
        assertThat(commands.refused("retire", first)).contains("--nothing-needs-it");
        assertThat(commands.run("retire", first, "--nothing-needs-it")).doesNotContain(first);
        assertThat(commands.refused("activate")).contains("has no key that is next");
    }

    @Test
    void a_table_is_read_again_when_a_key_is_missing_and_that_is_logged_once() throws Exception {
        commands.run("create", "--activate");
        String first = open().active().map(PayloadKey::id).orElseThrow();
        commands.run("rotate");
        commands.run("activate");
        String whole = Files.readString(commands.files().table());
        commands.run("retire", first, "--nothing-needs-it");
        KeyFiles keys = open();

        for (int asked = 0; asked < 100; asked++) {
            assertThat(keys.find(first)).isEmpty();
        }
        assertThat(errors())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains(first, commands.files().table().toString(), "default", "from a backup"));

        Files.writeString(commands.files().table(), whole);
        assertThat(keys.find(first)).as("it was read just now").isEmpty();
        nanos.addAndGet(KeyFiles.PAUSE.toNanos());
        assertThat(keys.find(first)).isPresent();
        assertThat(errors()).hasSize(1);
        assertThat(log.list).anyMatch(event -> event.getFormattedMessage().contains(first + " is back"));
    }

    @Test
    void keys_go_on_under_another_master_key() throws Exception {
        commands.run("create", "--activate");
        commands.run("create", "--activate", "--tenant", "other");
        KeyFiles before = open();
        String id = before.active().map(PayloadKey::id).orElseThrow();
        List<Payload> payloads = new EncryptingCodec(before).encode(List.of(PAYLOAD));
        Path another = folder.resolve("another.json");

        assertThat(commands.run("rewrap", "--new-master-key", another.toString()))
                .contains(id, "active", another.toString(), "every process together");

        assertThatThrownBy(this::open).hasMessageContaining("wrapped by the master key");
        nanos.addAndGet(KeyFiles.PAUSE.toNanos());
        assertThat(before.find(id)).as("who runs keeps what it has").isPresent();
        Files.copy(another, commands.files().masterKey(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(new EncryptingCodec(open()).decode(payloads)).containsExactly(PAYLOAD);
        assertThat(commands.refused(
                        "rewrap", "--new-master-key", commands.files().table().toString()))
                .contains("is no master key");
        assertThat(open().active()).isPresent();
    }

    @Test
    void a_table_that_breaks_meanwhile_takes_no_key_away() throws Exception {
        commands.run("create", "--activate");
        KeyFiles keys = open();
        String id = keys.active().map(PayloadKey::id).orElseThrow();
        Files.writeString(commands.files().table(), "nonsense");
        nanos.addAndGet(KeyFiles.PAUSE.toNanos());

        assertThat(keys.find("k0")).isEmpty();
        assertThat(keys.find(id)).isPresent();
    }

    @Test
    void without_a_key_to_write_with_nothing_starts() {
        commands.run("create", "--activate", "--tenant", "other");

        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("RATCHET_ENCRYPTION_KEYS: ", "has no active key of the tenant default");
    }

    @Test
    void wrong_files_are_named_with_their_setting_and_not_quoted() throws IOException {
        commands.run("create", "--activate");
        String master = Files.readString(commands.files().masterKey());
        Files.writeString(commands.files().masterKey(), master.replace("primaryKeyId", "x"));
        assertThatThrownBy(this::open)
                .hasMessageContainingAll(
                        "RATCHET_ENCRYPTION_MASTER_KEY: " + commands.files().masterKey(), "is no master key");

        Files.delete(commands.files().masterKey());
        assertThat(commands.refused("create")).contains("put it back from a backup");
        Files.writeString(commands.files().table(), "{}");
        assertThatThrownBy(this::open).hasMessageContainingAll("RATCHET_ENCRYPTION_KEYS: ", "is no key table");
    }

    @Test
    void settings_are_both_or_neither_and_files_that_can_be_read() {
        commands.run("create", "--activate");
        String table = commands.files().table().toString();

        assertThat(EncryptionSettings.from(new Reading(Map.of())).open(TenantId.DEFAULT))
                .isSameAs(NoKeys.INSTANCE);
        assertThat(EncryptionSettings.from(new Reading(commands.environment()))
                        .open(TenantId.DEFAULT)
                        .active())
                .isPresent();
        assertThat(problem(Map.of("RATCHET_ENCRYPTION_KEYS", table)))
                .startsWith("RATCHET_ENCRYPTION_MASTER_KEY: is not set");
        assertThat(problem(
                        Map.of("RATCHET_ENCRYPTION_KEYS", table, "RATCHET_ENCRYPTION_MASTER_KEY", "/nowhere/at-all")))
                .isEqualTo("RATCHET_ENCRYPTION_MASTER_KEY: there is no readable file /nowhere/at-all");
    }

    private static String problem(Map<String, String> values) {
        Reading reading = new Reading(values);
        EncryptionSettings.from(reading);
        assertThat(reading.problems()).hasSize(1);
        return reading.problems().get(0).toString();
    }
}
