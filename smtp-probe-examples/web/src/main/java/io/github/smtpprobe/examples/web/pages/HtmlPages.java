/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/**
 * Sends all templates as HTML. Otherwise, Thymeleaf would judge by the end of the address: unless the client prefers HTML, the
 * page that says that {@code report.json} no longer exists would be declared as JSON.
 */
@Component
class HtmlPages {
    HtmlPages(ObjectProvider<ThymeleafViewResolver> resolvers) {
        resolvers.forEach(each -> each.setForceContentType(true));
    }
}
