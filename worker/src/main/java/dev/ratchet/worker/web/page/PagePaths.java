package dev.ratchet.worker.web.page;

import dev.ratchet.worker.web.page.view.Room;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where the pages are. Each is below the first part of a {@link Room}'s address, or below one of those here. */
public final class PagePaths {
    public static final String SIGN_IN = "/signin";
    public static final String SIGN_OUT = "/signout";

    /** The query parameter of {@link #SIGN_IN} with the code of a link that is good once. */
    public static final String ONCE = "once";

    static final String HOME = "/";
    static final String ASSETS = "/assets";
    static final String LIBRARY = Room.LIBRARY.path();
    static final String UPLOADS = LIBRARY + "/uploads";
    static final String DOCUMENTS = LIBRARY + "/documents";
    static final String ASK = Room.ASK.path();

    private static final Set<String> FIRST = first();

    private PagePaths() {}

    private static Set<String> first() {
        Set<String> first = new TreeSet<>(Set.of(SIGN_IN, SIGN_OUT, ASSETS));
        Arrays.stream(Room.values()).map(Room::path).forEach(first::add);
        return first;
    }

    /** @param path as it was sent, not decoded */
    public static boolean isPage(String path) {
        int second = path.indexOf('/', 1);
        return path.equals(HOME) || FIRST.contains(second < 0 ? path : path.substring(0, second));
    }

    /** Whether it is the same for everybody. */
    public static boolean isAsset(String path) {
        return path.startsWith(ASSETS + "/");
    }

    /** The address when it is one of a page here, else {@link #HOME}: what a form carries along may be anybody's. */
    static String own(@Nullable String address) {
        if (address == null || !address.matches("/[A-Za-z0-9/?=&%._~+-]*")) {
            return HOME;
        }
        int query = address.indexOf('?');
        String path = query < 0 ? address : address.substring(0, query);
        return isPage(path) && !isAsset(path) && !path.startsWith(SIGN_IN) && !path.startsWith(SIGN_OUT)
                ? address
                : HOME;
    }

    static String upload(String run) {
        return UPLOADS + "/" + run;
    }

    static String document(String id) {
        return DOCUMENTS + "/" + id;
    }

    static String document(String id, int version) {
        return document(id) + "?version=" + version;
    }

    /** The place of a citation, highlighted. */
    static String place(String id, int version, int start, int end) {
        return document(id, version) + "&from=" + start + "&to=" + end + "#cited";
    }

    static String part(String id, int version, int part) {
        return document(id, version) + "&part=" + part;
    }

    static String remove(String id) {
        return document(id) + "/remove";
    }

    static String askOf(String document) {
        return ASK + "?document=" + document;
    }

    static String answer(String run) {
        return ASK + "/" + run;
    }

    static String libraryAfter(String name) {
        return LIBRARY + "?after=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
