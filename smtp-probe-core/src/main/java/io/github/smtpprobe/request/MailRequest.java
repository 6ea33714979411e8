/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.names.AddressLiteral;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The request that mail settings describe. */
final class MailRequest {
    private final MailSettings settings;
    private final MailTls tls;
    private final Problems problems;

    private MailRequest(MailSettings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
        this.tls = new MailTls(settings, problems);
    }

    /** Reads settings; what is wrong with them is noted, not thrown. */
    static MailProperties read(Map<?, ?> given) {
        Problems problems = new Problems();
        MailNames names = new MailNames(given, problems);
        MailSettings settings = new MailSettings(names, problems);
        MailRequest reader = new MailRequest(settings, problems);
        ProbeRequest.Builder request = reader.request();
        reader.notFollowed();
        List<InvalidRequest.Problem> dangers = MailDangers.in(settings, reader.tls, request.credentials != null);
        return new MailProperties(
                request,
                names.unknown(),
                dangers,
                problems.found().stream().distinct().toList());
    }

    private ProbeRequest.Builder request() {
        ProbeRequest.Builder request = ProbeRequest.to(host(), tls.port()).tls(tls.mode());
        settings.text("localhost").ifPresent(request::heloName);
        settings.text("localaddress")
                .flatMap(text -> problems.text(settings.name("localaddress"), text, AddressLiteral::parse))
                .ifPresent(request::sourceAddress);
        new MailLogin(settings, problems).addTo(request);
        limits(request);
        return request;
    }

    private String host() {
        Optional<String> boot = settings.boot("host");
        if (settings.ofBoot() && boot.isEmpty()) {
            problems.add("spring.mail.host", "required", "must be set, or Spring Boot makes no mail sender");
        }
        Optional<String> host = boot.or(() -> settings.text("host")).or(() -> settings.full("mail.host"));
        if (host.isEmpty() && !settings.ofBoot()) {
            problems.add(
                    settings.name("host"), "required", "must be set, or the program sends through its own machine");
        }
        return host.orElse("");
    }

    private void limits(ProbeRequest.Builder request) {
        Timeouts limits = Timeouts.STANDARD;
        limits = settings.limit("connectiontimeout").map(limits::withConnect).orElse(limits);
        Optional<Duration> each = settings.limit("timeout");
        if (each.isPresent()) {
            limits = limits.withTls(each.get()).withGreeting(each.get()).withReply(each.get());
        }
        request.timeouts(limits);
    }

    /** Settings that lead elsewhere than a probe can go. */
    private void notFollowed() {
        tls.notFollowed();
        for (String each : List.of("proxy.host", "socks.host")) {
            if (settings.text(each).isPresent()) {
                unsupported(settings.name(each), "is not followed: the probe connects without a proxy");
            }
        }
        if (settings.text("localport").isPresent()) {
            unsupported(settings.name("localport"), "is not followed: the system chooses the port to connect from");
        }
        if (settings.text("class").isPresent()) {
            unsupported(settings.name("class"), "is not used: it names a transport of the program's own");
        }
        if (!settings.on("ehlo", true)) {
            unsupported(settings.name("ehlo"), "is not followed: the probe begins with EHLO");
        }
        if (settings.boot("jndiname").isPresent()) {
            unsupported("spring.mail.jndi-name", "names settings that are kept elsewhere, and go before all others");
        }
    }

    private void unsupported(String name, String message) {
        problems.add(name, "unsupported", message);
    }
}
