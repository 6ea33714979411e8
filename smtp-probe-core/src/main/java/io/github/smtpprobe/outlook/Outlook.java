/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What senders will do with mail for a domain: for each sender, the forecast for each exchanger and for the whole domain.
 * Immutable and thread-safe.
 */
public final class Outlook {
    static final int MOST_HOSTS = 1_000;
    private static final int MOST_SENDERS = 100;
    private static final String DEMANDING = "dane-only";

    private final List<SenderOutlook> senders;

    private Outlook(List<SenderOutlook> senders) {
        this.senders = List.copyOf(senders);
    }

    /**
     * Predicts what senders will do.
     *
     * @param domain  what is known about the domain
     * @param hosts   its exchangers, which are tried in the order of their {@linkplain HostState#preference() preference}; at
     *                most 1,000. Empty if the domain has none, or if they are not known
     * @param senders the senders, such as {@link Senders#standard()}; at most 100, with different tokens
     * @return what each will do
     * @throws IllegalArgumentException if there are too many, or two senders have the same token
     */
    public static Outlook of(DomainState domain, List<HostState> hosts, List<Sender> senders) {
        Objects.requireNonNull(domain, "domain");
        List<HostState> given = atMost(MOST_HOSTS, Arguments.copy(hosts, "hosts"), "hosts");
        List<Sender> all = atMost(MOST_SENDERS, Arguments.copy(senders, "senders"), "senders");
        Set<String> tokens = new HashSet<>();
        all.forEach(sender -> {
            if (!tokens.add(sender.token())) {
                throw new IllegalArgumentException("senders: two of them have the token " + sender.token());
            }
        });
        return new Outlook(all.stream()
                .map(sender -> new Delivery(domain, given, sender).outlook())
                .toList());
    }

    private static <T> List<T> atMost(int most, List<T> given, String name) {
        if (given.size() > most) {
            throw new IllegalArgumentException(name + ": must have at most " + most + " elements");
        }
        return given;
    }

    /** {@return what each sender will do, in the order in which they were given} */
    public List<SenderOutlook> senders() {
        return senders;
    }

    /**
     * Finds what a sender will do.
     *
     * @param token such as {@code gmail}
     * @return what it will do; empty if it was not among those given
     */
    public Optional<SenderOutlook> sender(String token) {
        Objects.requireNonNull(token, "token");
        return senders.stream().filter(each -> each.sender().equals(token)).findFirst();
    }

    /**
     * The worst prospect over all senders. A sender that demands DANE counts only if there are no others: it holds back mail for
     * most domains, and it is up to its operator whether to demand DANE of this one.
     *
     * @return the worst prospect; not known if no senders were given
     */
    public Prospect worst() {
        return counting().stream()
                .map(each -> each.domain().prospect())
                .reduce((one, other) -> other.worseThan(one) ? other : one)
                .orElse(Prospect.NOT_KNOWN);
    }

    /** {@return the standing over all senders that {@link #worst()} counts} */
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
     * The standing over some senders, for the exit status of a program.
     *
     * @param tokens the tokens of the senders that count; a sender that was not given counts as not known
     * @return {@link Standing#FINE} if each of them delivers over TLS, {@link Standing#AT_RISK} if one does not, otherwise
     *         {@link Standing#NOT_KNOWN}, also if there are none
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

    /**
     * {@return the outlook as a plain map for any JSON library: {@code senders}, a list with {@code sender}, {@code name},
     * {@code domain} and {@code hosts}}
     */
    public Map<String, Object> asMap() {
        return new Node()
                .put("senders", Node.list(senders, SenderOutlook::asMap))
                .map();
    }

    /**
     * Reads what {@link #asMap()} wrote.
     *
     * @param map a map as a JSON library read it; it may come from a stranger
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
