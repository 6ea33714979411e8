/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.lookups;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.XClient;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.NamedAddresses;
import io.github.smtpprobe.text.NumericAddress;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Event;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The addresses under which servers see this client. Behind a proxy, they are the proxy's addresses and not this client's. Behind
 * a NAT router, this machine does not know them; only a server can tell, and some do.
 *
 * @param catalogue tells which refusals are about the client
 * @param believing whether to believe an address that a server names; a stranger's server could have any address looked up in
 *     this way
 */
public record ClientAddresses(ReplyCatalogue catalogue, boolean believing) {
    /** The most refusals of one attempt that are read, and the most characters of each. */
    private static final int MOST = 20;

    private static final int JUDGED = 4_096;

    /**
     * An address, if it is known.
     *
     * @param address the address; empty if nobody named it
     * @param source  how it is known, in words
     */
    record Known(Optional<InetAddress> address, String source) {
        private static final Known NOT_FROM_HERE = new Known(Optional.empty(), "");
    }

    /** One address for each family that was connected by; an unknown one if there was no connection. */
    List<Known> of(Observation seen) {
        Optional<Attempt> decisive = seen.decisive();
        List<Attempt> connected = seen.attempts().stream()
                .filter(ClientAddresses::connected)
                .filter(each -> !announced(each))
                .sorted(Comparator.comparing(
                        each -> decisive.filter(one -> one == each).isEmpty()))
                .toList();
        List<Known> known = new ArrayList<>();
        connected.stream()
                .map(ClientAddresses::family)
                .distinct()
                .forEach(family -> known.add(connected.stream()
                        .filter(each -> family(each) == family)
                        .flatMap(this::told)
                        .filter(each ->
                                each.address().filter(family::isInstance).isPresent())
                        .findFirst()
                        .orElse(Known.NOT_FROM_HERE)));
        return known.isEmpty() ? List.of(Known.NOT_FROM_HERE) : known;
    }

    private static boolean connected(Attempt attempt) {
        return attempt.fact(Connect.class)
                .filter(fact -> fact.outcome().succeeded() && fact.road().isEmpty())
                .isPresent();
    }

    /** Whether a PROXY header was sent. The server then sees, and may name, an address that is not this client's. */
    private static boolean announced(Attempt attempt) {
        return attempt.transcript().entries().stream()
                .takeWhile(entry -> entry.event().isPresent())
                .flatMap(entry -> entry.event().stream())
                .anyMatch(event -> event.kind() == Event.Kind.PROXY_HEADER);
    }

    private static Class<?> family(Attempt attempt) {
        return attempt.route().address().getClass();
    }

    private Stream<Known> told(Attempt attempt) {
        Stream<Known> local = attempt.fact(Connect.class).flatMap(Connect::localAddress).stream()
                .filter(AddressPolicy::publicAddress)
                .map(address -> new Known(Optional.of(address), "our end of the connection"));
        boolean posed = attempt.facts(XClient.class).stream()
                .anyMatch(fact -> fact.outcome().succeeded()); // the server then speaks about somebody else
        return believing && !posed ? Stream.concat(named(attempt), local) : local;
    }

    /** The addresses in the server's replies: first in those that refuse this client, then in those to EHLO. */
    private Stream<Known> named(Attempt attempt) {
        Stream<Known> refusals = attempt.facts().stream()
                .filter(fact -> fact.outcome() instanceof Outcome.Rejected)
                .limit(MOST)
                .flatMap(fact -> named(attempt, fact, NamedAddresses.anywhere(text(fact)))
                        .filter(each -> aboutUs(fact)));
        Stream<Known> hellos = attempt.facts(Ehlo.class).stream()
                .filter(fact -> fact.outcome().succeeded())
                .flatMap(fact -> named(attempt, fact, NamedAddresses.inBrackets(text(fact))));
        return Stream.concat(refusals, hellos);
    }

    /** The addresses in a reply, except the server's and those that merely repeat what we called ourselves. */
    private static Stream<Known> named(Attempt attempt, Fact fact, List<String> addresses) {
        return addresses.stream()
                .flatMap(each -> NumericAddress.read(each).stream())
                .filter(each -> !each.equals(attempt.route().address()) && !said(attempt, each))
                .map(each -> new Known(Optional.of(each), source(fact.stage())));
    }

    private static String source(Stage stage) {
        return stage == Stage.GREETING
                ? "the server's greeting"
                : "the server's reply to " + stage.name().replace('_', ' ');
    }

    private static boolean said(Attempt attempt, InetAddress address) {
        return attempt.transcript().entries().stream()
                .filter(entry -> entry.direction() == Entry.Direction.CLIENT)
                .map(Entry::text)
                .filter(line -> line.indexOf(" [") == line.indexOf(' ')) // a hello, whatever its verb
                .flatMap(line -> NamedAddresses.inBrackets(line).stream())
                .anyMatch(each ->
                        NumericAddress.read(each).filter(address::equals).isPresent());
    }

    private boolean aboutUs(Fact fact) {
        Reply reply = fact.outcome().reply().orElseThrow();
        return catalogue.explain(fact.stage(), reply).id().startsWith("client.");
    }

    private static String text(Fact fact) {
        return fact.outcome()
                .reply()
                .map(reply -> Printable.cut(reply.text(), JUDGED, ""))
                .orElse("");
    }
}
