/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.transcript.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a greeting gives away: a firewall, a mail trap, a nameless server, a version, or a proxy in front. */
final class GreetingLint implements AttemptCheck {
    private static final Pattern MASKED = Pattern.compile("[*2 0x-]{10,}|[*]{5,}");
    private static final Pattern NAME = Pattern.compile("^[a-z0-9-]++(?:[.][a-z0-9-]++)++");
    private static final Pattern TRAP = Pattern.compile(
            "(?i)(?<!\\w)(mailhog|mailpit|mailcatcher|smtp4dev|greenmail|mailtrap|mailslurper|fakesmtp|inbucket"
                    + "|papercut)(?!\\w)");
    private static final Pattern VERSION = Pattern.compile(
            "(?i)(?<!\\w)(postfix|exim|sendmail|exchange|opensmtpd|qmail|haraka|hmailserver|icewarp|mdaemon|zimbra"
                    + "|james)[ /(]+(smtpd? )?[v(]?[0-9]+[.][0-9]+[0-9.]*");

    /** RFC 5321 allows minutes; a server with nothing to hide sends its lines at once. */
    private static final Duration TEASED = Duration.ofSeconds(1);

    @Override
    public void examine(AttemptFindings one) {
        one.attempt()
                .fact(Greeting.class)
                .ifPresent(fact -> fact.outcome().reply().ifPresent(reply -> {
                    if (!fact.outcome().succeeded()) {
                        return;
                    }
                    if (MASKED.matcher(AttemptFindings.judged(reply.text())).matches()) {
                        one.add("greeting.masked", fact);
                        return;
                    }
                    match(TRAP, reply).ifPresent(name -> one.add("peer.mail-trap", fact, "software", name));
                    match(VERSION, reply).ifPresent(version -> one.add("greeting.version", fact, "software", version));
                    String first =
                            reply.lines().get(0).strip().split("[ ;,]", 2)[0].toLowerCase(Locale.ROOT);
                    if (first.equals("localhost") || first.startsWith("localhost.")) {
                        one.add("greeting.localhost", fact);
                    } else if (!named(first) && !first.startsWith("[")) {
                        one.add("greeting.nameless", fact);
                    }
                    gap(one).filter(gap -> gap.compareTo(TEASED) >= 0)
                            .ifPresent(gap -> one.add("greeting.teaser", fact, "ms", Long.toString(gap.toMillis())));
                    helloName(one)
                            .filter(name -> named(first) && named(name) && !name.equals(first))
                            .ifPresent(name -> one.add("greeting.two-names", fact, "first", first, "second", name));
                }));
    }

    /** Between the first line of the greeting and its last. */
    private static Optional<Duration> gap(AttemptFindings one) {
        List<Duration> times = one.attempt().transcript().entries().stream()
                .takeWhile(entry -> entry.direction() != Entry.Direction.CLIENT)
                .filter(entry -> entry.direction() == Entry.Direction.SERVER)
                .map(Entry::at)
                .toList();
        return times.size() < 2
                ? Optional.empty()
                : Optional.of(times.get(times.size() - 1).minus(times.get(0)));
    }

    private static Optional<String> helloName(AttemptFindings one) {
        return one.attempt()
                .fact(Ehlo.class)
                .filter(fact -> fact.outcome().succeeded())
                .map(fact -> fact.capabilities().domain().toLowerCase(Locale.ROOT));
    }

    private static boolean named(String word) {
        return NAME.matcher(word).matches();
    }

    private static Optional<String> match(Pattern pattern, Reply reply) {
        Matcher matcher = pattern.matcher(AttemptFindings.judged(reply.text()));
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
