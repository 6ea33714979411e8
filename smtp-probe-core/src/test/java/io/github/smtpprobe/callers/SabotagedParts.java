/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.callers;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.lookup.LookUp;
import io.github.smtpprobe.lookup.LookUpContext;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.SaslContext;
import io.github.smtpprobe.sasl.SaslExchange;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.SaslStep;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Every interface that a caller can implement, honest but for one place. */
final class SabotagedParts {
    private final Sabotage sabotage;

    SabotagedParts(Sabotage sabotage) {
        this.sabotage = sabotage;
    }

    private <T> T at(String place, Supplier<T> honest) {
        return sabotage.at(place, honest, honest);
    }

    private void at(String place) {
        sabotage.at(place, () -> null, () -> null);
    }

    final class Resolver implements MailResolver {
        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
            return sabotage.at(
                    "resolver.exchangers",
                    () -> Answer.found(List.of(new Exchanger(10, "mx.example.com"))),
                    () -> Answer.found(IntStream.range(0, 10_000)
                            .mapToObj(i -> new Exchanger(i, "\u001B[2J" + "x".repeat(500) + i))
                            .toList()));
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
            return sabotage.at(
                    "resolver.addresses",
                    () -> Answer.found(List.of(InetAddress.getLoopbackAddress())),
                    SabotagedParts::notEvenAddresses);
        }

        @Override
        public Answer<String> names(InetAddress address, Deadline deadline) {
            return sabotage.at(
                    "resolver.names",
                    () -> Answer.found(List.of("mx.example.com")),
                    () -> Answer.found(Collections.nCopies(10_000, "\u001B[2J\u202E" + "x".repeat(500))));
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static MailResolver.Answer<InetAddress> notEvenAddresses() {
        return (MailResolver.Answer) MailResolver.Answer.found(Collections.nCopies(10_000, "127.0.0.1"));
    }

    final class Policy implements AddressPolicy {
        @Override
        public boolean allows(String host, InetAddress address, int port) {
            return at("policy.allows", () -> true);
        }
    }

    final class Way implements Transport {
        private final Transport honest;

        Way(Transport honest) {
            this.honest = honest;
        }

        @Override
        public Connection connect(Route route, Deadline deadline) {
            return at("transport.connect", () -> unchecked(() -> new Line(honest.connect(route, deadline))));
        }
    }

    private interface Io<T> {
        T run() throws IOException;
    }

    private static <T> T unchecked(Io<T> call) {
        try {
            return call.run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    final class Line implements Connection {
        private final Connection honest;

        Line(Connection honest) {
            this.honest = honest;
        }

        @Override
        public int read(byte[] buffer, Deadline deadline) {
            return sabotage.at(
                    "connection.read", () -> unchecked(() -> honest.read(buffer, deadline)), () -> buffer.length + 1);
        }

        @Override
        public int readAvailable(byte[] buffer) {
            return sabotage.at(
                    "connection.readAvailable", () -> unchecked(() -> honest.readAvailable(buffer)), () -> -5);
        }

        @Override
        public void write(byte[] octets, Deadline deadline) {
            at("connection.write");
            unchecked(() -> {
                honest.write(octets, deadline);
                return true;
            });
        }

        @Override
        public InetAddress localAddress() {
            return at("connection.localAddress", InetAddress::getLoopbackAddress);
        }

        @Override
        public void close() throws IOException {
            honest.close();
            at("connection.close");
        }
    }

    final class Acme implements SaslMechanism {
        @Override
        public String name() {
            return "X-ACME";
        }

        @Override
        public int strength() {
            return 500;
        }

        @Override
        public boolean accepts(Credentials credentials) {
            return at("mechanism.accepts", () -> true);
        }

        @Override
        public SaslExchange start(SaslContext context) {
            return at("mechanism.start", Steps::new);
        }
    }

    private final class Steps implements SaslExchange {
        private SaslStep step(String place, Supplier<SaslStep> honest) {
            return sabotage.at(place, honest, () -> new SaslStep.Respond(new byte[100_000]));
        }

        @Override
        public SaslStep initialResponse() {
            return step("exchange.initialResponse", SaslStep.AwaitChallenge::new);
        }

        @Override
        public SaslStep respond(byte[] challenge) {
            return step("exchange.respond", () -> new SaslStep.Respond(new byte[] {1, 2, 3}));
        }

        @Override
        public SaslStep complete() {
            return step("exchange.complete", SaslStep.Accept::new);
        }
    }

    final class Ear implements ProbeListener {
        @Override
        public void resolved(ProbeEvent.Resolved event) {
            at("listener.resolved");
        }

        @Override
        public void attemptStarted(ProbeEvent.AttemptStarted event) {
            at("listener.attemptStarted");
        }

        @Override
        public void recorded(ProbeEvent.Recorded event) {
            at("listener.recorded");
        }

        @Override
        public void observed(ProbeEvent.Observed event) {
            at("listener.observed");
        }

        @Override
        public void probeFinished(ProbeEvent.ProbeFinished event) {
            at("listener.finished");
        }
    }

    final class Finder implements LookUp {
        @Override
        public List<TargetFact> look(LookUpContext context) {
            return sabotage.at("lookUp.look", List::of, SabotagedParts::noFacts);
        }
    }

    /** A null, control characters, and far too many. */
    @SuppressWarnings("NullAway")
    private static List<TargetFact> noFacts() {
        TargetFact odd = TargetFact.builder("acme.odd", "\u001B[2J\u202E red", Outcome.done())
                .description("\u0000".repeat(10_000))
                .value("odd", "\u0007", Collections.nCopies(1_000_000, "\u001B]0;x\u0007"))
                .build();
        return IntStream.range(0, 50_000).mapToObj(i -> i == 0 ? null : odd).toList();
    }

    final class Judge implements Check {
        @Override
        public List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
            return sabotage.at("check.examine", List::of, SabotagedParts::nonsense);
        }
    }

    /** A null, an attempt that there is not, control characters, and far too many. */
    @SuppressWarnings("NullAway")
    private static List<Finding> nonsense() {
        Finding bad = Finding.builder("acme.fine")
                .summary("\u001B[2J\u202E red \n")
                .explanation("why")
                .remedy("do \u001B]0;x\u0007 this")
                .evidence(List.of("\u0000 evidence"))
                .build();
        return IntStream.range(0, 50_000)
                .mapToObj(i ->
                        i == 0 ? null : i == 1 ? bad.toBuilder().attempt(77).build() : bad)
                .toList();
    }
}
