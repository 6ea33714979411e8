/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.text.Printable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The request that mail settings describe. */
final class MailRequest {
    private final MailSettings settings;
    private final MailTls tls;
    private final MailFaults faults;

    private MailRequest(MailSettings settings, MailFaults faults) {
        this.settings = settings;
        this.faults = faults;
        this.tls = new MailTls(settings, faults);
    }

    /** Reads settings; problems are recorded, not thrown. */
    static MailProperties read(Map<?, ?> given) {
        MailFaults faults = new MailFaults();
        MailNames names = new MailNames(given, faults);
        MailSettings settings = new MailSettings(names, faults);
        MailRequest reader = new MailRequest(settings, faults);
        ProbeRequest.Builder request = reader.request();
        reader.notFollowed();
        List<Problem> dangers = MailDangers.in(settings, reader.tls, faults);
        request.origin = faults.origin(request.copy());
        return new MailProperties(request, names.unknown(), dangers, problems(request, faults));
    }

    /** The problems that prevent the request, and what the probe ignores. */
    private static List<Problem> problems(ProbeRequest.Builder request, MailFaults faults) {
        List<Problem> all = new ArrayList<>();
        try {
            request.build();
        } catch (InvalidRequest refused) {
            all.addAll(refused.problems());
        }
        all.addAll(faults.warnings());
        return all;
    }

    private ProbeRequest.Builder request() {
        ProbeRequest.Builder request = ProbeRequest.to(host(), tls.port()).tls(tls.mode());
        settings.first("heloName", settings.own("localhost")).ifPresent(request::heloName);
        settings.first("sourceAddress", settings.own("localaddress"))
                .flatMap(this::address)
                .ifPresent(request::sourceAddress);
        new MailLogin(settings, faults).addTo(request);
        limits(request);
        return request;
    }

    private String host() {
        String boot = MailSettings.boot("host");
        Optional<String> host = settings.host();
        if (settings.text(MailSettings.boot("jndiname")).isPresent()) {
            faults.error(
                    MailSettings.boot("jndiname"),
                    Code.UNSUPPORTED,
                    "names settings that are kept elsewhere, and go before all others");
        } else if (settings.ofBoot() && settings.text(boot).isEmpty() && !faults.unread(boot)) {
            faults.error(boot, Code.REQUIRED, "must be set, or Spring Boot makes no mail sender");
        } else if (host.isEmpty() && !faults.open(MailOption.HOST)) {
            faults.error(
                    settings.own("host"), Code.REQUIRED, "must be set, or the program sends through its own machine");
        }
        return host.orElse("");
    }

    /** Accepts an address only, since names are not looked up before any I/O. */
    private Optional<InetAddress> address(String text) {
        try {
            return Optional.of(AddressLiteral.parse(text));
        } catch (IllegalArgumentException none) {
            faults.error(
                    settings.own("localaddress"),
                    Code.MALFORMED,
                    "must be an IP address, and is " + Printable.quoted(text));
            return Optional.empty();
        }
    }

    private void limits(ProbeRequest.Builder request) {
        // an instance of its own, so that it can be told from one that a caller gives
        Timeouts limits = Timeouts.STANDARD.withQuit(Timeouts.STANDARD.quit());
        limits = settings.limit("connectiontimeout").map(limits::withConnect).orElse(limits);
        Optional<Duration> each = settings.limit("timeout");
        if (each.isPresent()) {
            limits = limits.withTls(each.get()).withGreeting(each.get()).withReply(each.get());
        }
        request.timeouts(limits);
    }

    /** Warns about settings that lead where a probe cannot follow. */
    private void notFollowed() {
        tls.notFollowed();
        new MailTrust(settings, tls).problems(faults);
        settings.empty().stream()
                .filter(each -> !faults.named(each))
                .forEach(each -> faults.warning(
                        each, Code.REQUIRED, "is empty, and the probe takes it for one that is not set"));
        for (String each : List.of("proxy.host", "socks.host")) {
            unsupported(each, "is not followed: the probe connects without a proxy");
        }
        unsupported("localport", "is not followed: the system chooses the port to connect from");
        unsupported("class", "is not used: it names a transport of the program's own");
        if (!settings.on(settings.own("ehlo"), true)) {
            unsupported("ehlo", "is not followed: the probe begins with EHLO");
        }
    }

    private void unsupported(String setting, String message) {
        if (settings.given(settings.own(setting))) {
            faults.warning(settings.own(setting), Code.UNSUPPORTED, message);
        }
    }
}
