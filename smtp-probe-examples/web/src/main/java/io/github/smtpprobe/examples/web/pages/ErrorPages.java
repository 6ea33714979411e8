/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.examples.web.guard.NotNow;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** The page for errors that none of our pages handles; for each status, it says what to do. */
@Component
class ErrorPages implements ErrorViewResolver {
    private static final String NOT_ACCEPTED = "This was not accepted";
    private static final String NOT_WORKING = "This did not work";

    /** The time to wait if nothing states one. */
    private static final Duration SOON = Duration.ofSeconds(10);

    @Override
    public ModelAndView resolveErrorView(HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
        return switch (status) {
            case TOO_MANY_REQUESTS -> notNow(request, NotNow.Reason.CLIENT);
            case SERVICE_UNAVAILABLE -> notNow(request, NotNow.Reason.BUSY);
            case NOT_FOUND -> page(status, "There is no such page", "Nothing is at this address.");
            case UNAUTHORIZED ->
                page(status, "A login is needed", "Load the page again, and log in as its operator has told you.");
            case FORBIDDEN ->
                page(
                        status,
                        NOT_ACCEPTED,
                        "The page was open for too long, or came from another site: load it again and try once more.");
            case BAD_REQUEST -> page(status, NOT_ACCEPTED, "What the browser sent cannot be read.");
            case REQUEST_TIMEOUT ->
                page(status, NOT_WORKING, "What the browser sent took too long to arrive: try again.");
            case CONTENT_TOO_LARGE ->
                page(status, NOT_ACCEPTED, "What was sent is too long: leave out all but the dialogue that failed.");
            case METHOD_NOT_ALLOWED ->
                page(
                        status,
                        NOT_WORKING,
                        "This address is for a form and was opened as a page, or the other way round.");
            case NOT_ACCEPTABLE ->
                page(status, NOT_WORKING, "What is at this address is not available in the form that was asked for.");
            case UNSUPPORTED_MEDIA_TYPE ->
                page(status, NOT_ACCEPTED, "This address accepts only a form, and something else was sent.");
            default ->
                page(
                        status,
                        NOT_WORKING,
                        status.is5xxServerError()
                                ? "This page has a fault; its operator finds the cause in the log."
                                : "The browser sent a request that this page cannot answer.");
        };
    }

    private static ModelAndView notNow(HttpServletRequest request, NotNow.Reason usual) {
        return PageErrors.notNow(
                request.getAttribute(NotNow.ATTRIBUTE) instanceof NotNow reason ? reason : new NotNow(usual, SOON));
    }

    private static ModelAndView page(HttpStatus status, String title, String sentence) {
        return PageErrors.page(status, title, sentence);
    }
}
