/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.transcript.Entry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The behaviour of another program in a pasted dialogue, as far as its lines show it. */
public final class Conduct {
    private static final Pattern PROXY = Pattern.compile("QUIT(?:\\\\n|\n)!|^PROXY (?:TCP[46]|UNKNOWN) ");
    private static final Pattern HELLO = Pattern.compile("^(?:EHLO|HELO|LHLO) +(\\S+).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOCAL = Pattern.compile(
            "localhost(?:\\.localdomain)?|\\[?127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}]?|\\[?::1]?|\\[IPv6:::1]");
    private static final Pattern BARE_ADDRESS =
            Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}");
    private static final Pattern UNMARKED =
            Pattern.compile("\\[(?!IPv6:)[0-9a-f.]*+:[0-9a-f:.]*+]", Pattern.CASE_INSENSITIVE);

    private final Attempt attempt;
    private final List<String> said;

    Conduct(Attempt attempt) {
        this.attempt = attempt;
        this.said = attempt.transcript().entries().stream()
                .filter(entry -> entry.direction() == Entry.Direction.CLIENT)
                .map(Entry::text)
                .toList();
    }

    /** Whether a load balancer's header precedes a command. */
    public boolean proxied() {
        return said.stream().anyMatch(line -> PROXY.matcher(line).find());
    }

    /** The name that it gave itself last. */
    public Optional<String> name() {
        return said.stream()
                .map(HELLO::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .reduce((first, second) -> second);
    }

    /** Whether it gave itself no name. */
    public boolean nameless() {
        return name().isEmpty()
                && said.stream()
                        .map(String::strip)
                        .anyMatch(line -> line.equalsIgnoreCase("EHLO") || line.equalsIgnoreCase("HELO"));
    }

    /** Whether that name is one that any machine may have. */
    public boolean namedLocally() {
        return name().filter(
                        name -> LOCAL.matcher(name.toLowerCase(Locale.ROOT)).matches())
                .isPresent();
    }

    /** Whether that name is an address in a form that SMTP does not have. */
    public boolean namedByBareAddress() {
        return name().filter(name -> UNMARKED.matcher(name).matches()
                        || BARE_ADDRESS.matcher(name.toLowerCase(Locale.ROOT)).matches())
                .isPresent();
    }

    /** Whether it used only HELO, so that it was told of no extensions. */
    public boolean heloOnly() {
        List<Ehlo> hellos = attempt.facts(Ehlo.class);
        return !hellos.isEmpty()
                && hellos.stream().allMatch(hello -> hello.verb().equals("HELO"));
    }

    /** Whether it sent HELO after an EHLO that the server had accepted. */
    public boolean heloAfterEhlo(Fact refused) {
        return refused instanceof Ehlo helo
                && helo.verb().equals("HELO")
                && attempt.facts(Ehlo.class).stream()
                        .anyMatch(hello ->
                                hello.verb().equals("EHLO") && hello.outcome().succeeded());
    }

    /** Whether it sent EHLO again after its login. */
    public boolean helloAfterLogin() {
        boolean loggedIn = false;
        boolean asked = false;
        for (Entry entry : attempt.transcript().entries()) {
            String text = entry.text().toUpperCase(Locale.ROOT);
            if (entry.direction() == Entry.Direction.SERVER) {
                loggedIn |= asked && text.startsWith("235");
            } else if (entry.direction() == Entry.Direction.CLIENT) {
                asked |= text.startsWith("AUTH");
                if (loggedIn && (text.startsWith("EHLO") || text.startsWith("HELO"))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether it tried to log in. */
    public boolean loggedIn() {
        return said.stream().anyMatch(line -> line.regionMatches(true, 0, "AUTH", 0, 4));
    }

    /** A remark on a meaning: a server that relays for its own clients recognises them by their login. */
    String beside(Meaning meaning) {
        if (!meaning.id().equals("relay.denied") || attempt.facts(Ehlo.class).isEmpty() || loggedIn()) {
            return "";
        }
        String offers = offered().isEmpty()
                ? heloOnly()
                        ? "It said HELO, and only after EHLO can a server offer a login."
                        : "The server offers it no login."
                : "The server offers " + String.join(", ", offered()) + ".";
        return "The client did not log in before it. " + offers;
    }

    /** The login mechanisms that the server offered last; empty if it offered none. */
    public List<String> offered() {
        return attempt.fact(Ehlo.class)
                .map(Ehlo::capabilities)
                .map(Capabilities::mechanisms)
                .orElse(List.of());
    }
}
