package dev.ratchet.activities.budget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Limits in a file, read again when it was changed. A change that cannot be used is told once, and the last limits stay. */
public final class LimitsFile implements Supplier<Limits> {
    private static final Logger LOG = LoggerFactory.getLogger(LimitsFile.class);

    private final Path file;
    private final SortedSet<String> agents;
    private FileTime seen;
    private Limits limits;

    private LimitsFile(Path file, SortedSet<String> agents, FileTime seen, Limits limits) {
        this.file = file;
        this.agents = agents;
        this.seen = seen;
        this.limits = limits;
    }

    /**
     * @param agents that there are
     * @throws InvalidLimits when the file cannot be read or used
     */
    public static LimitsFile open(Path file, Set<String> agents) throws InvalidLimits {
        try {
            SortedSet<String> known = new TreeSet<>(agents);
            FileTime seen = Files.getLastModifiedTime(file);
            return new LimitsFile(file, known, seen, LimitsReader.read(file.toString(), Files.readString(file), known));
        } catch (IOException e) {
            throw new InvalidLimits(file + ": cannot be read as UTF-8 text");
        }
    }

    @Override
    public synchronized Limits get() {
        try {
            FileTime now = Files.getLastModifiedTime(file);
            if (!now.equals(seen)) {
                seen = now;
                limits = LimitsReader.read(file.toString(), Files.readString(file), agents);
                LOG.info("the budgets in {} are in force", file);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read as UTF-8 text; the budgets that were read before stay in force", file);
        } catch (InvalidLimits e) {
            LOG.warn("{}; the budgets that were read before stay in force", e.getMessage());
        }
        return limits;
    }
}
