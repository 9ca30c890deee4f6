package dev.ratchet.worker.encryption;

import dev.ratchet.activities.OwnerOnlyFile;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.encryption.FileMasterKey;
import dev.ratchet.workflows.encryption.KeyState;
import dev.ratchet.workflows.encryption.KeyTable;
import dev.ratchet.workflows.encryption.WrappedKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Makes and changes the keys that payloads are encrypted with. A key is never shown. */
@Command(
        name = "encryption-keys",
        description = "The keys that payloads in Temporal are encrypted with.",
        mixinStandardHelpOptions = true)
public final class EncryptionKeysCommand implements Runnable {
    private static final SecureRandom CHANCE = new SecureRandom();

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "the key table; $RATCHET_ENCRYPTION_KEYS, else ${DEFAULT-VALUE}")
    private Path keys = fromEnvironment(EncryptionSettings.KEYS, "encryption-keys.json");

    @Option(
            names = "--master-key",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "the key that wraps them; $RATCHET_ENCRYPTION_MASTER_KEY, else ${DEFAULT-VALUE}")
    private Path masterKey = fromEnvironment(EncryptionSettings.MASTER_KEY, "encryption-master-key.json");

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            scope = ScopeType.INHERIT,
            description = "whose keys; $RATCHET_TENANT, else ${DEFAULT-VALUE}")
    private String tenant = Optional.ofNullable(System.getenv("RATCHET_TENANT")).orElse(TenantId.DEFAULT.value());

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    private static Path fromEnvironment(String name, String otherwise) {
        return Path.of(Optional.ofNullable(System.getenv(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse(otherwise));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a subcommand is missing: encryption-keys create, rotate, activate, retire ID, rewrap or list");
    }

    @Command(
            name = "create",
            description =
                    "Makes the master key, if it is not there, and the tenant's first key. The key is next: it reads,"
                            + " and writes once it is activated.",
            mixinStandardHelpOptions = true)
    int create(
            @Option(names = "--activate", description = "at once, where no process runs yet that could not read it")
                    boolean activate)
            throws IOException {
        if (!Files.exists(masterKey)) {
            if (Files.exists(keys)) {
                throw new IllegalArgumentException(
                        keys + " is there and its master key " + masterKey + " is not; put it back from a backup");
            }
            OwnerOnlyFile.write(masterKey, FileMasterKey.generate());
            say("a master key in " + masterKey + "; keep a copy apart from the table");
        }
        FileMasterKey master = KeyFiles.masterKey(masterKey);
        KeyTable table = Files.exists(keys) ? KeyFiles.table(keys) : KeyTable.empty(master);
        if (table.keys().stream().anyMatch(key -> key.tenant().equals(tenant()))) {
            throw new IllegalArgumentException(
                    keys + " has keys of " + tenant + " already; 'encryption-keys rotate' makes another one");
        }
        KeyTable made = table.with(newId(), tenant(), KeyState.NEXT, today(), master);
        write(activate ? made.activated(tenant()) : made);
        return 0;
    }

    @Command(
            name = "rotate",
            description = "Makes the tenant's next key. Give the table to every process, then activate.",
            mixinStandardHelpOptions = true)
    int rotate() throws IOException {
        KeyTable table = KeyFiles.table(keys);
        Optional<WrappedKey> next = table.of(tenant(), KeyState.NEXT);
        if (next.isPresent()) {
            throw new IllegalArgumentException(
                    "the key '" + next.get().id() + "' is next already; 'encryption-keys activate' has it write");
        }
        write(table.with(newId(), tenant(), KeyState.NEXT, today(), KeyFiles.masterKey(masterKey)));
        return 0;
    }

    @Command(
            name = "activate",
            description = "Has the next key write, once every process has it: worker, web and whoever submits batches.",
            mixinStandardHelpOptions = true)
    int activate() throws IOException {
        write(KeyFiles.table(keys).activated(tenant()));
        return 0;
    }

    @Command(
            name = "retire",
            description = "Takes an old key out of the table: no run, history or archive that it encrypted can be read"
                    + " again.",
            mixinStandardHelpOptions = true)
    int retire(
            @Parameters(paramLabel = "ID", description = "as list shows it") String id,
            @Option(
                            names = "--nothing-needs-it",
                            description =
                                    "you know that every run since the key was active has ended, and that the retention"
                                            + " of its namespace is over")
                    boolean sure)
            throws IOException {
        if (!sure) {
            throw new ParameterException(
                    spec.commandLine(),
                    "retiring " + id
                            + " makes everything unreadable that it encrypted. When all runs that began before the"
                            + " next key wrote have ended, and their retention is over, say --nothing-needs-it");
        }
        write(KeyFiles.table(keys).without(tenant(), id));
        return 0;
    }

    @Command(
            name = "rewrap",
            description =
                    "Wraps all keys of the table, of every tenant, by another master key. Payloads stay as they are.",
            mixinStandardHelpOptions = true)
    int rewrap(
            @Option(
                            names = "--new-master-key",
                            paramLabel = "FILE",
                            required = true,
                            description = "made when it is not there")
                    Path newMasterKey)
            throws IOException {
        FileMasterKey from = KeyFiles.masterKey(masterKey);
        KeyTable table = KeyFiles.table(keys);
        if (!Files.exists(newMasterKey)) {
            OwnerOnlyFile.write(newMasterKey, FileMasterKey.generate());
        }
        OwnerOnlyFile.replace(
                keys, table.rewrapped(from, KeyFiles.masterKey(newMasterKey)).text());
        list();
        say("Give " + keys + " and " + newMasterKey + " to every process together and restart them one after another."
                + " A backup of the table from before needs " + masterKey);
        return 0;
    }

    @Command(name = "list", description = "Shows the keys by id, never the keys.", mixinStandardHelpOptions = true)
    int list() {
        KeyTable table = KeyFiles.table(keys);
        say(keys + ", wrapped by " + table.master());
        table.keys().forEach(key -> say(line(key)));
        return 0;
    }

    private static String line(WrappedKey key) {
        return String.format(
                Locale.ROOT,
                "  %-24s %-12s %-6s since %s",
                key.id(),
                key.tenant(),
                key.state().name().toLowerCase(Locale.ROOT),
                key.made());
    }

    private void write(KeyTable table) throws IOException {
        OwnerOnlyFile.replace(keys, table.text());
        list();
        table.of(tenant(), KeyState.NEXT)
                .ifPresent(key -> say(key.id() + " writes nothing yet. Give " + keys
                        + " to every process and restart them one after another; then 'encryption-keys activate', and"
                        + " the same again"));
    }

    private TenantId tenant() {
        return new TenantId(tenant);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Of no other key, also of no retired one. */
    private String newId() {
        byte[] chance = new byte[4];
        CHANCE.nextBytes(chance);
        return "k-" + today() + "-" + HexFormat.of().formatHex(chance);
    }

    private void say(String line) {
        PrintWriter screen = spec.commandLine().getOut();
        screen.println(line);
        screen.flush();
    }
}
