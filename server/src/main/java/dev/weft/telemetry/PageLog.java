package dev.weft.telemetry;

import dev.weft.execution.PageListener;
import dev.weft.execution.PageReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line for each page that has ended: how it ended, how long it took, and the same of every downstream call. */
public final class PageLog implements PageListener {
    private static final Logger LOGGER = LoggerFactory.getLogger("weft.page");

    @Override
    public void ended(PageReport report) {
        LOGGER.atInfo().addKeyValue("report", new PageLine(report)).log("page");
    }
}
