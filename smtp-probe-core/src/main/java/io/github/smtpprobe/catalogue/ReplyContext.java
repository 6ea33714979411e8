/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What is known besides a reply when its meaning is determined: the state of the session, and to whom the mailboxes, names and
 * addresses belong that a reply can mention. Rows with a condition on something that is not known do not apply. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * ReplyContext context = ReplyContext.unknown()
 *         .atHost("smtp.example.com")
 *         .saying("EHLO", "client.example.org")
 *         .from("ada@example.org")
 *         .to(List.of("bob@example.com"))
 *         .with(ReplyContext.State.LOGGED_IN);
 * }</pre>
 */
public final class ReplyContext {
    private static final ReplyContext UNKNOWN = new ReplyContext("", "", Owners.NOBODY, EnumSet.noneOf(State.class));

    private final String host;
    private final String greeting;
    private final Owners owners;
    private final Set<State> states;

    private ReplyContext(String host, String greeting, Owners owners, Set<State> states) {
        this.host = host;
        this.greeting = greeting;
        this.owners = owners;
        this.states = states;
    }

    /** Something known about the session when the reply came. */
    public enum State {
        /** The reply came inside TLS. */
        ENCRYPTED,
        /** The reply came in clear text. */
        CLEAR_TEXT,
        /** A login had succeeded. */
        LOGGED_IN,
        /** No login had succeeded. */
        NOT_LOGGED_IN,
        /** The login was by password. */
        BY_PASSWORD,
        /** The login was by bearer token. */
        BY_TOKEN,
        /** The login was by what the server already knows about the client, usually its certificate (mechanism EXTERNAL). */
        BY_EXTERNAL,
        /** The login was a guest's (mechanism ANONYMOUS). */
        ANONYMOUS,
        /** The reverse-path was null. */
        NULL_SENDER,
        /** The client had said HELO and not EHLO, so that the server offered no extensions. */
        HELO,
        /**
         * Everything that the client had sent is known, and the command was in sequence: all commands that have to precede it had
         * been accepted, and it was sent for the first time.
         */
        IN_TURN,
        /** The library itself had sent the command together with others, without waiting for replies in between. */
        SENT_TOGETHER,
        /** TLS had been started by STARTTLS, after an EHLO in clear text. */
        AFTER_STARTTLS,
        /** The reply to EHLO lists what was refused, that is the login mechanism or STARTTLS. */
        OFFERED,
        /** The login was by a mechanism that sends the password itself, PLAIN or LOGIN. */
        PASSWORD_SENT,
        /** The client had not kept the server waiting: the whole session took only a few seconds. */
        PROMPT,
        /**
         * The library itself had sent what was answered, so that each command was on a line of its own, lines ended with CRLF,
         * and login data was in base64 where required.
         */
        SENT_BY_PROBE,
        /** MAIL FROM or RCPT TO had an address of letters, digits, dots and the like with a full domain, and no parameters. */
        PLAIN_PATH,
        /** MAIL FROM declared a size within the limit in the reply to EHLO. */
        WITHIN_SIZE,
        /** The library itself had declared no size in MAIL FROM, and had sent no part of a message. */
        NO_SIZE_TOLD,
        /** The reply to the last EHLO lists AUTH. */
        AUTH_LISTED,
        /** The reply to the last EHLO is fully known, and does not list AUTH. */
        NO_AUTH_LISTED,
        /** The reply came in clear text, and the reply to EHLO before it lists STARTTLS. */
        STARTTLS_LISTED,
        /** The reply came in clear text; the reply to EHLO before it is known in full, and does not list STARTTLS. */
        NO_STARTTLS_LISTED
    }

    /** {@return an empty context} */
    public static ReplyContext unknown() {
        return UNKNOWN;
    }

    /**
     * The same context, with the host that was asked.
     *
     * @param name a host name, which identifies the provider
     * @return another context
     */
    public ReplyContext atHost(String name) {
        String known = ReplyWords.plain(Objects.requireNonNull(name, "name"));
        return new ReplyContext(known, greeting, owners.with(Owner.SERVER, List.of(known)), states);
    }

    /**
     * The same context, with the address of the server.
     *
     * @param address the address as text; empty if it is not known
     * @return another context
     */
    public ReplyContext atAddress(String address) {
        return owned(owners.with(Owner.SERVER, List.of(Objects.requireNonNull(address, "address"))));
    }

    /**
     * The same context, with the name in the server's greeting.
     *
     * @param name a host name, which identifies the provider if the host does not
     * @return another context
     */
    public ReplyContext greetedAs(String name) {
        String known = ReplyWords.plain(Objects.requireNonNull(name, "name"));
        return new ReplyContext(host, known, owners.with(Owner.SERVER, List.of(known)), states);
    }

    /**
     * The same context, with the name that the client gave itself.
     *
     * @param verb {@code EHLO} or {@code HELO}
     * @param name its name, or its address in brackets; empty if it is not known
     * @return another context
     */
    public ReplyContext saying(String verb, String name) {
        ReplyContext named = owned(owners.with(Owner.CLIENT, List.of(Objects.requireNonNull(name, "name"))));
        if (Objects.requireNonNull(verb, "verb").equalsIgnoreCase("HELO")) {
            return named.with(State.HELO);
        }
        Set<State> fewer = EnumSet.copyOf(named.states);
        fewer.remove(State.HELO);
        return new ReplyContext(named.host, named.greeting, named.owners, fewer);
    }

    /**
     * The same context, with the client's address as the server sees it, which may differ from the client's own.
     *
     * @param address the address as text, as the server mentioned it; empty if it did not
     * @return another context
     */
    public ReplyContext seenAt(String address) {
        return owned(owners.seeingClientAt(Objects.requireNonNull(address, "address")));
    }

    /**
     * The same context, with the reverse-path.
     *
     * @param mailbox without angle brackets; empty for the null reverse-path
     * @return another context
     */
    public ReplyContext from(String mailbox) {
        return Objects.requireNonNull(mailbox, "mailbox").isEmpty()
                ? with(State.NULL_SENDER)
                : owned(owners.with(Owner.SENDER, Owners.mailboxAndDomain(mailbox)));
    }

    /**
     * The same context, with recipients.
     *
     * @param mailboxes without angle brackets
     * @return another context
     */
    public ReplyContext to(Collection<String> mailboxes) {
        List<String> things = new ArrayList<>();
        for (String each : Objects.requireNonNull(mailboxes, "mailboxes")) {
            things.addAll(Owners.mailboxAndDomain(Objects.requireNonNull(each, "mailboxes")));
        }
        return owned(owners.with(Owner.RECIPIENT, things));
    }

    /**
     * The same context, with a known state.
     *
     * @param state the state
     * @return another context
     */
    public ReplyContext with(State state) {
        Set<State> more = EnumSet.of(Objects.requireNonNull(state, "state"));
        more.addAll(states);
        return new ReplyContext(host, greeting, owners, more);
    }

    /**
     * Tells whether something that a reply mentions is known to belong to somebody other than the client.
     *
     * @param thing a mailbox, a domain, a host name or an address
     * @return whether it does; false if that is not known
     */
    public boolean anothers(String thing) {
        Owner owner = whose(Objects.requireNonNull(thing, "thing"));
        return owner != Owner.CLIENT && owner != Owner.UNKNOWN;
    }

    Owner whose(String thing) {
        return owners.whose(thing);
    }

    private ReplyContext owned(Owners other) {
        return new ReplyContext(host, greeting, other, states);
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

    Owners owners() {
        return owners;
    }
}
