/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.road.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy as a URL, as other programs write it. Messages do not repeat what was typed, which may contain a password.
 *
 * @param proxy without its login
 * @param user  who logs in
 */
record ProxyUrl(Proxy proxy, Optional<String> user) {
    private static final String FORM = "--proxy must be socks5://[USER@]HOST:PORT, socks5h://, http:// or httph://";

    private static final Pattern URL =
            Pattern.compile("([a-z0-9]+)://(?:([^@/]*)@)?(\\[[^\\]@/]+\\]|[^:@/\\[\\]]+):([0-9]{1,5})/?");

    static ProxyUrl read(String text) {
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            throw new IllegalArgumentException(
                    text.indexOf('@') >= 0 ? FORM + "; in USER, write @ as %40 and / as %2F" : FORM);
        }
        Optional<String> user = Optional.ofNullable(url.group(2));
        if (user.filter(each -> each.indexOf(':') >= 0).isPresent()) {
            throw new IllegalArgumentException(
                    "--proxy must not contain a password, which every user of this machine can see: use --proxy-password-env");
        }
        try {
            Proxy proxy = proxy(url.group(1).toLowerCase(Locale.ROOT), url.group(3), Integer.parseInt(url.group(4)));
            return new ProxyUrl(
                    proxy, user.map(each -> URLDecoder.decode(each.replace("+", "%2B"), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(FORM + ", with a valid host and a port from 1 to 65535");
        }
    }

    private static Proxy proxy(String scheme, String host, int port) {
        return switch (scheme) {
            case "socks5" -> Proxy.socks5(host, port);
            case "socks5h" -> Proxy.socks5(host, port).resolvingNames();
            case "http" -> Proxy.http(host, port);
            case "httph" -> Proxy.http(host, port).resolvingNames();
            default -> throw new IllegalArgumentException("no such scheme");
        };
    }
}
