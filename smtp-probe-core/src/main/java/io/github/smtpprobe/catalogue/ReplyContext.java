/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * What is known beside a reply when its meaning is looked for. What is not known is left out, and no row that asks for it fits.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * ReplyContext context = ReplyContext.unknown().atHost("smtp.example.com").with(ReplyContext.State.LOGGED_IN);
 * }</pre>
 */
public final class ReplyContext {
    private static final ReplyContext UNKNOWN = new ReplyContext("", "", EnumSet.noneOf(State.class));

    private final String host;
    private final String greeting;
    private final Set<State> states;

    private ReplyContext(String host, String greeting, Set<State> states) {
        this.host = host;
        this.greeting = greeting;
        this.states = states;
    }

    /** What the session was like when the reply came. */
    public enum State {
        /** The reply came inside TLS. */
        ENCRYPTED,
        /** The reply came in clear text. */
        CLEAR_TEXT,
        /** A login had succeeded before. */
        LOGGED_IN,
        /** No login had succeeded before. */
        NOT_LOGGED_IN,
        /** The login was by password. */
        BY_PASSWORD,
        /** The login was by bearer token. */
        BY_TOKEN,
        /** The reverse-path was the null one. */
        NULL_SENDER
    }

    /** {@return the context of a reply of which nothing else is known} */
    public static ReplyContext unknown() {
        return UNKNOWN;
    }

    /**
     * The same with the host that was asked.
     *
     * @param name a host name; it tells the provider
     * @return another context
     */
    public ReplyContext atHost(String name) {
        return new ReplyContext(ReplyWords.plain(Objects.requireNonNull(name, "name")), greeting, states);
    }

    /**
     * The same with the name that the server gave in its greeting.
     *
     * @param name a host name; it tells the provider where the host does not
     * @return another context
     */
    public ReplyContext greetedAs(String name) {
        return new ReplyContext(host, ReplyWords.plain(Objects.requireNonNull(name, "name")), states);
    }

    /**
     * The same with a state that is known.
     *
     * @param state what is known
     * @return another context
     */
    public ReplyContext with(State state) {
        Set<State> more = EnumSet.of(Objects.requireNonNull(state, "state"));
        more.addAll(states);
        return new ReplyContext(host, greeting, more);
    }

    boolean is(State state) {
        return states.contains(state);
    }

    boolean isAll(Set<State> all) {
        return states.containsAll(all);
    }

    String host() {
        return host;
    }

    String greeting() {
        return greeting;
    }
}
