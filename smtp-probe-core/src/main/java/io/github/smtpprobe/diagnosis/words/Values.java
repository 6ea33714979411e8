/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.words;

import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Stage;
import java.net.Inet6Address;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The values that every text about a fact may use; each is determined when a text uses it. Values that are not known do not
 * exist, so that no sentence shows them: a pasted dialogue has no times, and often no address, port or host.
 */
public final class Values implements UnaryOperator<String> {
    private final Observation seen;
    private final Attempt attempt;
    private final Fact fact;
    private final BiPredicate<Fact, String> others;
    /** The check's own values; mostly there are none. */
    private Map<String, String> told = Map.of();

    /**
     * Prepares the values of one finding.
     *
     * @param others tells whether an address in a fact's reply is not the client's
     */
    public Values(Observation seen, Attempt attempt, Fact fact, BiPredicate<Fact, String> others) {
        this.seen = seen;
        this.attempt = attempt;
        this.fact = fact;
        this.others = others;
    }

    /** Adds a value, which takes precedence over one of the same name that every text may use. */
    public void put(String name, String value) {
        told = told.isEmpty() ? new HashMap<>() : told;
        told.put(name, value);
    }

    @Override
    public String apply(String name) {
        String value = told.get(name);
        return value == null ? found(name) : value;
    }

    private String found(String name) {
        return switch (name) {
            case "host", "identity" -> known(attempt.route().host());
            case "address" -> attempt.route().addressText();
            case "where" -> where(attempt.route());
            case "port" ->
                attempt.route().port() == 0
                        ? ""
                        : Integer.toString(attempt.route().port());
            case "ports" ->
                attempt.route().port() == 0 ? "" : "port " + attempt.route().port();
            case "another" -> attempt.purpose().pasted() ? "" : OtherMechanism.advice(seen.request(), fact);
            case "shorter" -> attempt.purpose().pasted() ? "" : OtherMechanism.shorter(attempt, fact);
            case "unasked" -> attempt.purpose().pasted() ? "" : Unasked.words(attempt, fact);
            case "elsewhere" -> elsewhere();
            case "submission" -> otherThan(587);
            case "submissions" -> otherThan(465);
            case "name" -> known(seen.request().target().name());
            case "stage" -> step();
            case "routing" -> Routing.advice(attempt.route().address() instanceof Inet6Address);
            case "sni" -> SentServerName.words(fact);
            case "ms" -> attempt.purpose().pasted() ? "" : Waited.millis(fact);
            case "waited" -> Waited.waited(seen, attempt, fact);
            case "longer" -> Waited.longer(seen, attempt, fact);
            case "sender" -> wire(attempt.fact(MailFrom.class).flatMap(MailFrom::sender));
            case "recipient" -> recipient();
            case "hello" -> hello();
            case "reason" ->
                fact.outcome() instanceof Outcome.Failed failed
                        ? failed.reason().token()
                        : "";
            case "detail" ->
                fact.outcome() instanceof Outcome.Failed failed ? failed.detail() : Quotation.value(name, fact, others);
            default -> Quotation.value(name, fact, others);
        };
    }

    /** A registered port (RFC 8314), as advice; empty if it is the port at hand. */
    private String otherThan(int port) {
        return attempt.route().port() == port ? "" : Integer.toString(port);
    }

    /** The usual ways to submit mail, except the one at hand. */
    private String elsewhere() {
        boolean implicit = attempt.route().port() == 465;
        boolean startTls = attempt.route().port() == 587;
        return implicit
                ? "587 with STARTTLS"
                : startTls ? "465 with implicit TLS" : "465 with implicit TLS or 587 with STARTTLS";
    }

    /** The step, with one of several recipients if nothing else names it. */
    private String step() {
        boolean oneOfSeveral = fact instanceof RcptTo
                && fact.outcome() instanceof Outcome.Failed
                && attempt.facts(RcptTo.class).size() > 1;
        return oneOfSeveral ? name(fact) + " for " + recipient() : name(fact);
    }

    private String recipient() {
        return fact instanceof RcptTo path
                ? path.recipient().wire()
                : fact instanceof MessageTransfer message ? wire(message.recipient()) : "";
    }

    /** The verb of the hello that the fact is about, or of the last one. */
    private String hello() {
        Optional<Ehlo> hello = fact instanceof Ehlo one ? Optional.of(one) : attempt.fact(Ehlo.class);
        return hello.map(Ehlo::verb).orElse("EHLO");
    }

    private static String where(Route route) {
        String host = known(route.host());
        String address = route.addressText();
        String behind = route.literal() || address.isEmpty() ? "" : " (" + address + ")";
        return host.isEmpty() ? address : host + behind;
    }

    /** The host, with its address if another address of it was tried as well, since each is a server of its own. */
    public static String hostAmong(Observation seen, Route route) {
        return hostAmong(seen, route, other -> true);
    }

    private static String hostAmong(Observation seen, Route route, Predicate<Attempt> differs) {
        boolean several = false;
        for (Attempt each : seen.attempts()) {
            Route other = each.route();
            several |= other != route
                    && !other.address().equals(route.address())
                    && other.port() == route.port()
                    && other.host().equals(route.host())
                    && differs.test(each);
        }
        return several && !known(route.host()).isEmpty() ? where(route) : known(route.host());
    }

    /**
     * A value for the summary. It names the address only if another address of the host behaved differently; otherwise, one
     * sentence applies to both.
     */
    public String inSummary(String name) {
        return name.equals("host") && !told.containsKey(name)
                ? hostAmong(seen, attempt.route(), this::differs)
                : apply(name);
    }

    private boolean differs(Attempt other) {
        for (Fact each : other.facts(fact.getClass())) {
            if (each.outcome().equals(fact.outcome())) {
                return false;
            }
        }
        return true;
    }

    /** A name; empty if it contains a blank, since words such as {@code the server} stand for unknown names. */
    public static String known(String name) {
        return name.indexOf(' ') < 0 ? name : "";
    }

    private static String wire(Optional<Mailbox> mailbox) {
        return mailbox.map(Mailbox::wire).orElse("");
    }

    /** A step in words for sentences; a text may not show which command was answered. */
    public static String name(Fact fact) {
        if (fact instanceof UnplacedReply other) {
            return other.command().isEmpty() ? "a command that is not shown" : other.command();
        }
        String recipient = fact instanceof MessageTransfer message ? wire(message.recipient()) : "";
        return recipient.isEmpty() ? name(fact.stage()) : name(fact.stage()) + " for " + recipient;
    }

    /** A step in words for sentences. */
    static String name(Stage stage) {
        return switch (stage) {
            case RESOLVE -> "the name look-up";
            case CONNECT -> "connecting";
            case TLS -> "the TLS handshake";
            case GREETING -> "the greeting";
            case END_OF_DATA -> "the end of the message";
            default -> stage.command().orElseGet(stage::name);
        };
    }
}
