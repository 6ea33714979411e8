/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import io.github.smtpprobe.request.ProbeRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Pages that do as those of the application do. */
@RestController
class PagesOfTests {
    /** What somebody fills in. */
    static final class Filled {
        private String host = "";
        private String password = "";

        public String getHost() {
            return host;
        }

        public void setHost(String host) {
            this.host = host;
        }

        public String getPassword() {
            return password;
        }

        public void setPassword(String password) {
            this.password = password;
        }
    }

    private final Gate gate;

    PagesOfTests(Gate gate) {
        this.gate = gate;
    }

    @GetMapping(value = "/test/form", produces = MediaType.TEXT_HTML_VALUE)
    String form(CsrfToken token) {
        return "<input value=\"" + token.getToken() + "\">";
    }

    @GetMapping("/test/long")
    void beginsBeforeItHasTheToken(CsrfToken token, HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.getWriter().write("long ".repeat(10_000));
        response.flushBuffer();
        response.getWriter().write(token.getToken());
    }

    @PostMapping("/test/form")
    String posted(@ModelAttribute Filled filled, @RequestParam(name = "password", defaultValue = "") String password) {
        return filled.getHost() + " " + password.length();
    }

    @GetMapping("/test/client")
    String client(HttpServletRequest request) {
        return request.getRemoteAddr() + " " + request.getScheme() + " " + request.isSecure();
    }

    @GetMapping("/test/probe")
    String probe(HttpServletRequest request, @RequestParam("host") String host) throws NotNow {
        gate.probe(request.getRemoteAddr(), ProbeRequest.to(host).build()).close();
        return "probed";
    }

    @GetMapping("/test/error")
    void error(@RequestParam("status") int status, HttpServletResponse response) throws IOException {
        response.sendError(status);
    }

    @GetMapping("/test/broken")
    String broken() {
        throw new IllegalStateException("canary-of-an-error");
    }
}
