/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.text.Arguments;
import io.github.smtpprobe.text.KeptNode;
import io.github.smtpprobe.text.Node;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What senders will do with mail for a domain: for each sender, each exchanger and the whole domain. Immutable and thread-safe. */
public final class Outlook {
    static final int MOST_HOSTS = 1_000;
    private static final int MOST_SENDERS = 100;
    private static final String DEMANDING = "dane-only";

    private final List<SenderOutlook> senders;

    private Outlook(List<SenderOutlook> senders) {
        this.senders = List.copyOf(senders);
    }

    /**
     * Foretells what senders will do.
     *
     * @param domain  what is known of the domain
     * @param hosts   its exchangers, each with its {@linkplain HostState#preference() preference}, in which order they are tried; at most
     *                1,000. None where the domain has none, or where they are not known.
     * @param senders such as {@link Senders#standard()}, at most 100, each with a token of its own
     * @return what each will do
     * @throws IllegalArgumentException if there are more, or two senders with one token
     */
    public static Outlook of(DomainState domain, List<HostState> hosts, List<Sender> senders) {
        Objects.requireNonNull(domain, "domain");
        List<HostState> given = atMost(MOST_HOSTS, Arguments.copy(hosts, "hosts"), "hosts");
        List<Sender> all = atMost(MOST_SENDERS, Arguments.copy(senders, "senders"), "senders");
        Set<String> tokens = new HashSet<>();
        all.forEach(sender -> {
            if (!tokens.add(sender.token())) {
                throw new IllegalArgumentException("senders: two have the token " + sender.token());
            }
        });
        return new Outlook(all.stream()
                .map(sender -> new Delivery(domain, given, sender).outlook())
                .toList());
    }

    private static <T> List<T> atMost(int most, List<T> given, String name) {
        if (given.size() > most) {
            throw new IllegalArgumentException(name + ": has more than " + most + " elements");
        }
        return given;
    }

    /** {@return what each sender will do, in the order in which they were named} */
    public List<SenderOutlook> senders() {
        return senders;
    }

    /**
     * Finds what a sender will do.
     *
     * @param token such as {@code gmail}
     * @return what it will do; empty if it was not named
     */
    public Optional<SenderOutlook> sender(String token) {
        Objects.requireNonNull(token, "token");
        return senders.stream().filter(each -> each.sender().equals(token)).findFirst();
    }

    /**
     * Finds the worst prospect. A sender that demands DANE does not count beside others: it holds the mail of most domains, and it is up to who
     * runs it to demand that of this one.
     *
     * @return the worst that one of the senders has for the domain; not known if no sender was named
     */
    public Prospect worst() {
        return counting().stream()
                .map(each -> each.domain().prospect())
                .reduce((one, other) -> other.worseThan(one) ? other : one)
                .orElse(Prospect.NOT_KNOWN);
    }

    /** {@return how all senders stand that {@link #worst()} counts} */
    public Standing standing() {
        return standing(counting().stream().map(SenderOutlook::sender).toList());
    }

    private List<SenderOutlook> counting() {
        List<SenderOutlook> others = senders.stream()
                .filter(each -> !each.sender().equals(DEMANDING))
                .toList();
        return others.isEmpty() ? senders : others;
    }

    /**
     * Tells how some senders stand, for the exit status of a program.
     *
     * @param tokens of those that count; what one does that is not among them is not known
     * @return {@link Standing#FINE} if each delivers over TLS, {@link Standing#AT_RISK} if one does not, else
     *         {@link Standing#NOT_KNOWN}, also if none counts
     */
    public Standing standing(Collection<String> tokens) {
        Prospect worst = Arguments.copy(tokens, "tokens").stream()
                .map(token ->
                        sender(token).map(each -> each.domain().prospect()).orElse(Prospect.NOT_KNOWN))
                .reduce((one, other) -> other.worseThan(one) ? other : one)
                .orElse(Prospect.NOT_KNOWN);
        return Prospect.NOT_KNOWN.worseThan(worst)
                ? Standing.FINE
                : worst.worseThan(Prospect.NOT_KNOWN) ? Standing.AT_RISK : Standing.NOT_KNOWN;
    }

    /** {@return a plain map for any JSON library: {@code senders}, a list with {@code sender}, {@code name}, {@code domain} and {@code hosts}} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("senders", Node.list(senders, SenderOutlook::asMap))
                .map();
    }

    /**
     * Reads what {@link #asMap()} wrote.
     *
     * @param map as a JSON library gives it; a stranger may have made it
     * @return an equal outlook
     * @throws IllegalArgumentException if something is missing, of another type or out of range; the message says where
     */
    public static Outlook fromMap(Map<String, ?> map) {
        return new Outlook(
                KeptNode.of(Objects.requireNonNull(map, "map")).list("senders", MOST_SENDERS, SenderOutlook::read));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Outlook that && senders.equals(that.senders);
    }

    @Override
    public int hashCode() {
        return senders.hashCode();
    }

    @Override
    public String toString() {
        return senders.toString();
    }
}
