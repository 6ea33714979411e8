/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.examples.web.guard.NotNow;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;

/** The answers for requests that have no page. */
@ControllerAdvice
class PageErrors {
    @ExceptionHandler(NotNow.class)
    ModelAndView notNow(NotNow reason, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds(reason)));
        return notNow(reason);
    }

    private static long seconds(NotNow reason) {
        return Math.max(1, (reason.retryAfter().toMillis() + 999) / 1000);
    }

    static ModelAndView notNow(NotNow reason) {
        return page(
                reason.reason() == NotNow.Reason.BUSY ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.TOO_MANY_REQUESTS,
                "Not now",
                switch (reason.reason()) {
                            case CLIENT ->
                                "You have sent too many requests in a short time, or use the page in several windows at once.";
                            case TARGET ->
                                "This server or domain has been tested often in a short time, by you or by others.";
                            case BUSY -> "Too many people use this page at the moment.";
                            case STREAMS ->
                                "You are watching too many running tests at once: close some of their pages.";
                        }
                        + " Try again " + when(seconds(reason)) + ".");
    }

    private static String when(long seconds) {
        return seconds == 1
                ? "in a second"
                : seconds < 120 ? "in " + seconds + " seconds" : "in " + (seconds + 59) / 60 + " minutes";
    }

    @ExceptionHandler(Gone.class)
    ModelAndView gone(HttpServletRequest request, HttpServletResponse response) {
        request.removeAttribute(
                HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE); // this is an HTML page, whatever was requested
        Privacy.keep(response);
        return page(
                HttpStatus.NOT_FOUND,
                "No such test",
                "There is no test at this address, or no longer: results are kept for an hour, and only until this"
                        + " page's program is restarted.");
    }

    static ModelAndView page(HttpStatus status, String title, String sentence) {
        ModelAndView page = new ModelAndView("notice", status);
        page.addObject("title", title);
        page.addObject("sentence", sentence);
        return page;
    }
}
