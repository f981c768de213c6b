/** Types of the API, generated from its description. */
export interface paths {
    "/api/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the description as a page. */
        get: operations["get_docs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/consultants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List everybody who can have an inquiry. */
        get: operations["list_consultants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/exports/inquiries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have a CSV file made of inquiries. */
        post: operations["request_export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/exports/{export_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an export: where its file is, or 202 while it is being made. */
        get: operations["get_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/inquiries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List inquiries, newest first, or search for them. */
        get: operations["list_inquiries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/inquiries/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change several inquiries in the same way, each for itself. */
        post: operations["edit_inquiries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/inquiries/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count inquiries by status, by the state of their report, and by owner. */
        get: operations["count_inquiries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/inquiries/{inquiry_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get everything about an inquiry. */
        get: operations["get_inquiry"];
        put?: never;
        post?: never;
        /** Delete an inquiry with everything that belongs to it. */
        delete: operations["delete_inquiry"];
        options?: never;
        head?: never;
        /** Change status, priority or assignee of an inquiry. */
        patch: operations["edit_inquiry"];
        trace?: never;
    };
    "/api/v1/admin/inquiries/{inquiry_id}/activities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what happened to an inquiry, newest first. */
        get: operations["list_activities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/inquiries/{inquiry_id}/links/{link_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Have a client's link open nothing any more. */
        delete: operations["revoke_report_link"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/inquiries/{inquiry_id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a note for colleagues. */
        post: operations["add_note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/inquiries/{inquiry_id}/owed/{debt}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have work that is parked or waits for its next try tried at once. */
        post: operations["retry_work"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/inquiries/{inquiry_id}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have AI write another version. */
        post: operations["request_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/mail/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List mails, newest first. */
        get: operations["list_mails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/mail/events/{mail_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a mail with what became of it and, for who may read inquiries, as it was sent. */
        get: operations["get_mail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/mail/events/{mail_id}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a mail that did not arrive anew. */
        post: operations["send_mail_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/mail/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell what became of the mails of a range of days. */
        get: operations["get_mail_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/mail/suppressions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the addresses that get no more mail. */
        get: operations["list_suppressions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/mail/suppressions/{suppression_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Let an address get mail again. */
        delete: operations["lift_suppression"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the newest version of each report. */
        get: operations["list_reports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/reports/{report_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a report to read on a page. */
        get: operations["get_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Save a new version of a report on top of the newest one, or set the status of that. */
        patch: operations["edit_report"];
        trace?: never;
    };
    "/api/v1/admin/reports/{report_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve the newest version, so that it can be sent to the client. */
        post: operations["approve_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/reports/{report_id}/html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a report as one HTML file that needs no other. */
        get: operations["get_report_html"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/reports/{report_id}/markdown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a report as the Markdown that it was written in. */
        get: operations["get_report_markdown"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/reports/{report_id}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a report as PDF: where it is, or 202 while it is being made. */
        get: operations["get_report_pdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/reports/{report_id}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the client a link to an approved version. */
        post: operations["send_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with user name and password. */
        post: operations["sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the session. */
        post: operations["sign_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell who is signed in. */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell that the API answers, and which release it is. */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/detailed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ask every dependency. 503 when one of them is away. */
        get: operations["get_detailed_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell that the process is alive; nothing else is asked. */
        get: operations["get_liveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell whether requests can be served: the database is asked. */
        get: operations["get_readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inquiries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submit an inquiry. */
        post: operations["submit_inquiry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inquiries/{inquiry_id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell a visitor where the inquiry stands. */
        get: operations["get_inquiry_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the OpenAPI description. */
        get: operations["get_openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-links/{inquiry_id}/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open a client's link: where the approved report is, for minutes. */
        get: operations["open_report_link"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the services that can be asked for, with their prices. */
        get: operations["list_services"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Consultants
         * @description Everybody who can have an inquiry, by name.
         */
        Consultants: {
            items: components["schemas"]["Consultant"][];
        };
        /**
         * Consultant
         * @description Somebody who can have an inquiry.
         */
        Consultant: {
            username: string;
            name: string;
        };
        /**
         * ExportRequest
         * @description Which inquiries: those of a filter of the list, or those that `ids` names.
         */
        ExportRequest: {
            /** @default null */
            status?: components["schemas"]["InquiryStatus"] | null;
            /** @default null */
            priority?: components["schemas"]["Priority"] | null;
            /** @default null */
            service?: components["schemas"]["ServiceType"] | null;
            /** @default null */
            source?: components["schemas"]["Source"] | null;
            /** @default null */
            assignee?: string | null;
            /** @default null */
            from?: string | null;
            /** @default null */
            to?: string | null;
            /** @default null */
            q?: string | null;
            /** @default null */
            ids?: string[] | null;
        };
        /**
         * InquiryStatus
         * @description How far people have come with an inquiry. Jobs never change it.
         * @enum {unknown}
         */
        InquiryStatus: "closed" | "pending" | "processing" | "responded" | "reviewed";
        /**
         * Priority
         * @description How soon somebody should look, the most urgent first.
         * @enum {unknown}
         */
        Priority: "high" | "low" | "medium" | "urgent";
        /**
         * ServiceType
         * @description The services of the catalogue.
         * @enum {unknown}
         */
        ServiceType: "architecture_review" | "assessment" | "general" | "migration" | "optimization";
        /**
         * Source
         * @description The form that an inquiry came from.
         * @enum {unknown}
         */
        Source: "contact_form" | "quote_request";
        /**
         * ExportCreated
         * @description The export that is being made.
         */
        ExportCreated: {
            id: string;
        };
        /**
         * InquiryPage
         * @description A page of the list, newest first; of a search, in the order of the words found.
         *
         *         `total` is exact, or null where a filter is not counted. `looked_at` is how many inquiries were
         *         read to find the rows of such a page; it may be short although there is a next one.
         */
        InquiryPage: {
            items: components["schemas"]["InquiryListItem"][];
            next_cursor: string | null;
            total: number | null;
            looked_at: number | null;
        };
        /**
         * InquiryListItem
         * @description What the list shows of an inquiry.
         */
        InquiryListItem: {
            id: string;
            reference: string;
            name: string;
            company: string | null;
            email: string;
            services: string[];
            priority: components["schemas"]["Priority"];
            status: components["schemas"]["InquiryStatus"];
            source: components["schemas"]["Source"];
            assignee: string | null;
            created_at: string;
            updated_at: string;
            report: components["schemas"]["ReportState"];
            report_number: number;
            version: number;
        };
        /**
         * ReportState
         * @description What there is to read: nothing yet, an outline made by rules, or a report's newest version.
         *
         *         From `draft` on the words are those of `ReportStatus`.
         * @enum {unknown}
         */
        ReportState: "approved" | "draft" | "outline" | "reviewed" | "sent" | "working";
        /**
         * BulkEdit
         * @description The same new values for several inquiries.
         */
        BulkEdit: {
            items: components["schemas"]["InquiryVersion"][];
            status?: components["schemas"]["InquiryStatus"];
            priority?: components["schemas"]["Priority"];
            assignee?: string | null;
        };
        /**
         * InquiryVersion
         * @description An inquiry and the version of it that the caller has seen.
         */
        InquiryVersion: {
            id: string;
            version: number;
        };
        /**
         * BulkResults
         * @description A result for each inquiry, in the order of the request.
         */
        BulkResults: {
            items: components["schemas"]["BulkResult"][];
            changed: number;
        };
        /**
         * BulkResult
         * @description What became of one inquiry: its new version, or the error that its own edit would give.
         */
        BulkResult: {
            id: string;
            version: number | null;
            code: string | null;
            message: string | null;
        };
        /**
         * InquiryCounts
         * @description How many inquiries there are: in all, by status, by the state of their report, by owner.
         */
        InquiryCounts: {
            total: number;
            by_status: {
                [key: string]: number;
            };
            by_report: {
                [key: string]: number;
            };
            by_assignee: {
                [key: string]: number;
            };
        };
        /**
         * Inquiry
         * @description Everything that staff sees of an inquiry, but for its activities.
         *
         *         `version` is the one to name in an edit. `next_statuses` are those that the status leads to, the
         *         usual one first.
         */
        Inquiry: {
            id: string;
            version: number;
            reference: string;
            name: string;
            email: string;
            company: string | null;
            phone: string | null;
            services: string[];
            message: string;
            status: components["schemas"]["InquiryStatus"];
            next_statuses: components["schemas"]["InquiryStatus"][];
            priority: components["schemas"]["Priority"];
            priority_reason: string | null;
            source: components["schemas"]["Source"];
            assignee: string | null;
            edited_by: string | null;
            created_at: string;
            updated_at: string;
            synthetic: boolean;
            report: components["schemas"]["ReportState"];
            report_number: number;
            reports: components["schemas"]["ReportSummary"][];
            links: components["schemas"]["ReportLink"][];
            outline: string | null;
            outline_html: string | null;
            email_events: components["schemas"]["Email"][];
            owed: components["schemas"]["OwedWork"][];
        };
        /**
         * ReportSummary
         * @description A version of the report, without its text.
         *
         *         `author` and `approved_by` are user names; AI's texts have no author but a model. A version
         *         that `superseded_by` names a newer one for can't be edited or approved any more.
         */
        ReportSummary: {
            id: string;
            number: number;
            status: components["schemas"]["ReportStatus"];
            title: string;
            service: components["schemas"]["ServiceType"];
            created_at: string;
            updated_at: string;
            origin: components["schemas"]["ReportOrigin"];
            author: string | null;
            note: string | null;
            model: string | null;
            prompt_version: string | null;
            input_tokens: number;
            output_tokens: number;
            approved_by: string | null;
            approved_at: string | null;
            sent_at: string | null;
            superseded_by: number | null;
        };
        /**
         * ReportStatus
         * @description How far people have come with a version of a report.
         * @enum {unknown}
         */
        ReportStatus: "approved" | "draft" | "reviewed" | "sent";
        /**
         * ReportOrigin
         * @description Who wrote a version of a report.
         * @enum {unknown}
         */
        ReportOrigin: "ai" | "person";
        /**
         * ReportLink
         * @description A client's link to an approved version. The link itself is in the client's mail only.
         */
        ReportLink: {
            id: string;
            report_number: number;
            created_at: string;
            expires_at: string;
            revoked_at: string | null;
            revoked_by: string | null;
            opens: number;
            last_opened_at: string | null;
        };
        /**
         * Email
         * @description A mail: what became of it, and the trail of what happened, oldest first.
         */
        Email: {
            id: string;
            kind: components["schemas"]["MailKind"];
            to: string;
            subject: string;
            status: components["schemas"]["MailStatus"];
            at: string;
            message_id: string | null;
            reason: string | null;
            events: components["schemas"]["MailEvent"][];
        };
        /**
         * MailKind
         * @description The mails that the platform sends.
         * @enum {unknown}
         */
        MailKind: "consultant_notification" | "customer_confirmation" | "inquiry_notification" | "report_link";
        /**
         * MailStatus
         * @description What became of a mail: queued while it is owed, delivered or bounced as the provider says.
         * @enum {unknown}
         */
        MailStatus: "bounced" | "complained" | "delayed" | "delivered" | "failed" | "queued" | "sent" | "suppressed";
        /**
         * MailEvent
         * @description Something that happened to a mail.
         */
        MailEvent: {
            status: string;
            at: string;
            reason: string | null;
        };
        /**
         * OwedWork
         * @description A debt that is not settled yet.
         */
        OwedWork: {
            debt: string;
            state: components["schemas"]["DebtState"];
            attempts: number;
            failures: number;
            next_attempt_at: string | null;
            reason: string | null;
        };
        /**
         * DebtState
         * @description Where a debt stands.
         * @enum {unknown}
         */
        DebtState: "capped" | "done" | "due" | "leased" | "parked" | "waiting";
        /**
         * InquiryEdit
         * @description New values; what is left out stays. An assignee of null takes the inquiry from its owner.
         */
        InquiryEdit: {
            /** @description The version that the change was made on. */
            version: number;
            status?: components["schemas"]["InquiryStatus"];
            priority?: components["schemas"]["Priority"];
            assignee?: string | null;
        };
        /**
         * ActivityPage
         * @description A page of what happened, newest first.
         */
        ActivityPage: {
            items: components["schemas"]["ActivityView"][];
            next_cursor: string | null;
        };
        /**
         * ActivityView
         * @description Something that happened. `actor` is a user name, null for the platform and the client.
         */
        ActivityView: {
            id: string;
            kind: string;
            at: string;
            actor: string | null;
            subject: string | null;
            old: string | null;
            new: string | null;
            text: string | null;
        };
        /**
         * Note
         * @description A note for colleagues.
         */
        Note: {
            text: string;
        };
        /**
         * ReportRequest
         * @description What a consultant asks of the next draft.
         */
        ReportRequest: {
            /** @default null */
            instructions?: string | null;
        };
        /**
         * EmailPage
         * @description A page of mails, newest first; `looked_at` as in a page of inquiries.
         */
        EmailPage: {
            items: components["schemas"]["EmailRow"][];
            next_cursor: string | null;
            looked_at: number | null;
        };
        /**
         * EmailRow
         * @description What the monitor shows of a mail.
         */
        EmailRow: {
            id: string;
            inquiry_id: string;
            reference: string | null;
            kind: components["schemas"]["MailKind"];
            to: string;
            subject: string;
            status: components["schemas"]["MailStatus"];
            at: string;
            message_id: string | null;
            reason: string | null;
        };
        /**
         * EmailDetail
         * @description A mail as it was sent.
         *
         *         Text and HTML are null when it was never handed over, and for who may not read inquiries. A
         *         report's secret link is left out of both.
         */
        EmailDetail: {
            id: string;
            kind: components["schemas"]["MailKind"];
            to: string;
            subject: string;
            status: components["schemas"]["MailStatus"];
            at: string;
            message_id: string | null;
            reason: string | null;
            events: components["schemas"]["MailEvent"][];
            inquiry_id: string;
            reference: string | null;
            text: string | null;
            html: string | null;
        };
        /**
         * MailMetricsView
         * @description What became of the mails of a range of days, both inclusive.
         */
        MailMetricsView: {
            /** Format: date */
            first_day: string;
            /** Format: date */
            last_day: string;
            total: components["schemas"]["Rates"];
            by_kind: components["schemas"]["KindRates"][];
            by_day: components["schemas"]["DayRates"][];
            suppressed_addresses: number;
            retention: components["schemas"]["LastRetention"] | null;
        };
        /**
         * Rates
         * @description What became of mails. Rates are shares of the mails handed over, null when there are none.
         */
        Rates: {
            handed_over: number;
            delivered: number;
            under_way: number;
            delayed: number;
            bounced: number;
            complained: number;
            failed: number;
            suppressed: number;
            delivery_rate: number | null;
            bounce_rate: number | null;
            complaint_rate: number | null;
        };
        /**
         * KindRates
         * @description The mails of a kind.
         */
        KindRates: {
            handed_over: number;
            delivered: number;
            under_way: number;
            delayed: number;
            bounced: number;
            complained: number;
            failed: number;
            suppressed: number;
            delivery_rate: number | null;
            bounce_rate: number | null;
            complaint_rate: number | null;
            kind: string;
        };
        /**
         * DayRates
         * @description The mails that were sent on a day (UTC).
         */
        DayRates: {
            handed_over: number;
            delivered: number;
            under_way: number;
            delayed: number;
            bounced: number;
            complained: number;
            failed: number;
            suppressed: number;
            delivery_rate: number | null;
            bounce_rate: number | null;
            complaint_rate: number | null;
            /** Format: date */
            day: string;
        };
        /**
         * LastRetention
         * @description What the daily removal of old mails did last.
         */
        LastRetention: {
            at: string;
            removed: number;
            removed_by_kind: {
                [key: string]: number;
            };
            is_complete: boolean;
        };
        /**
         * SuppressedAddresses
         * @description All of them, the latest first.
         */
        SuppressedAddresses: {
            items: components["schemas"]["SuppressedAddress"][];
        };
        /**
         * SuppressedAddress
         * @description An address that gets no more mail.
         */
        SuppressedAddress: {
            id: string;
            address: string;
            cause: string;
            reason: string | null;
            inquiry_id: string;
            since: string;
        };
        /**
         * ReportPage
         * @description A page of reports, newest first; of one status, the longest waiting first.
         */
        ReportPage: {
            items: components["schemas"]["ReportListItem"][];
            next_cursor: string | null;
            looked_at: number | null;
        };
        /**
         * ReportListItem
         * @description What the list shows of a report's newest version.
         */
        ReportListItem: {
            id: string;
            inquiry_id: string;
            number: number;
            reference: string;
            name: string;
            company: string | null;
            title: string;
            service: components["schemas"]["ServiceType"];
            status: components["schemas"]["ReportStatus"];
            origin: components["schemas"]["ReportOrigin"];
            created_at: string;
            updated_at: string;
        };
        /**
         * Report
         * @description A version of the report with its text, as Markdown and as sanitised HTML.
         *
         *         `version` is the number again: an edit names the version that it was made on.
         */
        Report: {
            id: string;
            number: number;
            status: components["schemas"]["ReportStatus"];
            title: string;
            service: components["schemas"]["ServiceType"];
            created_at: string;
            updated_at: string;
            origin: components["schemas"]["ReportOrigin"];
            author: string | null;
            note: string | null;
            model: string | null;
            prompt_version: string | null;
            input_tokens: number;
            output_tokens: number;
            approved_by: string | null;
            approved_at: string | null;
            sent_at: string | null;
            superseded_by: number | null;
            inquiry_id: string;
            reference: string | null;
            version: number;
            markdown: string;
            html: string;
        };
        /**
         * ReportEdit
         * @description What changes. A text or a title makes a new version; a status alone changes this one.
         */
        ReportEdit: {
            /** @default null */
            version?: number | null;
            /** @default null */
            markdown?: string | null;
            /** @default null */
            title?: string | null;
            /** @default null */
            note?: string | null;
            /** @default null */
            status?: components["schemas"]["ReportStatus"] | null;
        };
        /**
         * Sending
         * @description How a report is sent. `again` sends another link to a version that was sent before.
         */
        Sending: {
            /** @default false */
            again?: boolean;
        };
        /**
         * Credentials
         * @description What a person signs in with.
         */
        Credentials: {
            username: string;
            password: string;
        };
        /**
         * SignInResult
         * @description The token for programs; browsers get it as a cookie too.
         */
        SignInResult: {
            token: string;
            expires_at: string;
            user: components["schemas"]["UserView"];
        };
        /**
         * UserView
         * @description Who is signed in, and what the role allows.
         */
        UserView: {
            username: string;
            name: string;
            role: string;
            permissions: string[];
        };
        /**
         * Me
         * @description The session, and what it talks to.
         */
        Me: {
            user: components["schemas"]["UserView"];
            expires_at: string;
            environment: string;
            stage: string;
            release: string;
        };
        /**
         * Health
         * @description What answers.
         */
        Health: {
            status: components["schemas"]["HealthState"];
            environment: string;
            stage: string;
            release: string;
        };
        /**
         * HealthState
         * @description What a check found.
         * @enum {unknown}
         */
        HealthState: "failed" | "ok" | "timed_out";
        /**
         * DetailedHealth
         * @description Each dependency, asked just now.
         */
        DetailedHealth: {
            status: components["schemas"]["HealthState"];
            dependencies: components["schemas"]["Dependency"][];
        };
        /**
         * Dependency
         * @description What a check of one dependency found.
         */
        Dependency: {
            name: string;
            state: components["schemas"]["HealthState"];
            milliseconds: number;
            message: string | null;
        };
        /**
         * InquiryInput
         * @description An inquiry as a visitor sends it.
         */
        InquiryInput: {
            name: string;
            email: string;
            services: components["schemas"]["ServiceType"][];
            message: string;
            source: components["schemas"]["Source"];
            /** @default null */
            company?: string | null;
            /** @default null */
            phone?: string | null;
        };
        /**
         * SubmittedInquiry
         * @description The answer to a submission. `status_url` is secret: whoever has it sees the status.
         */
        SubmittedInquiry: {
            id: string;
            reference: string;
            status_url: string;
        };
        /**
         * InquiryProgress
         * @description Where an inquiry stands, for its visitor: nothing internal.
         */
        InquiryProgress: {
            reference: string;
            status: components["schemas"]["InquiryStatus"];
            services: string[];
            received_at: string;
            updated_at: string;
            timeline: components["schemas"]["TimelineStep"][];
            confirmation: components["schemas"]["Confirmation"];
        };
        /**
         * TimelineStep
         * @description A step of an inquiry's way, as its visitor sees it.
         */
        TimelineStep: {
            step: components["schemas"]["StepName"];
            state: components["schemas"]["StepState"];
            at: string | null;
        };
        /**
         * StepName
         * @description The steps, in order.
         * @enum {unknown}
         */
        StepName: "preparation" | "received" | "reply" | "review";
        /**
         * StepState
         * @description How far a step is.
         * @enum {unknown}
         */
        StepState: "current" | "done" | "upcoming";
        /**
         * Confirmation
         * @description What became of the visitor's mail; the address is masked.
         */
        Confirmation: {
            state: components["schemas"]["MailStatus"];
            to: string;
            at: string | null;
        };
        /**
         * ServiceCatalogue
         * @description The services, in the order of the site.
         */
        ServiceCatalogue: {
            items: components["schemas"]["Service"][];
        };
        /**
         * Service
         * @description A service of the catalogue; without a price it is on request.
         */
        Service: {
            id: string;
            name: string;
            line: string;
            included: string[];
            price: components["schemas"]["Price"] | null;
        };
        /**
         * Price
         * @description A base fee and a fee per unit, whole US dollars.
         */
        Price: {
            base_usd: number;
            unit_usd: number;
            unit: string;
        };
        Error: {
            /** @description Name of the situation, for programs. */
            Code: string;
            /** @description What is wrong, for people. */
            Message: string;
            /** @description What the situation is about. */
            Details: Record<string, never>;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Consultants = components['schemas']['Consultants'];
export type Consultant = components['schemas']['Consultant'];
export type ExportRequest = components['schemas']['ExportRequest'];
export type InquiryStatus = components['schemas']['InquiryStatus'];
export type Priority = components['schemas']['Priority'];
export type ServiceType = components['schemas']['ServiceType'];
export type Source = components['schemas']['Source'];
export type ExportCreated = components['schemas']['ExportCreated'];
export type InquiryPage = components['schemas']['InquiryPage'];
export type InquiryListItem = components['schemas']['InquiryListItem'];
export type ReportState = components['schemas']['ReportState'];
export type BulkEdit = components['schemas']['BulkEdit'];
export type InquiryVersion = components['schemas']['InquiryVersion'];
export type BulkResults = components['schemas']['BulkResults'];
export type BulkResult = components['schemas']['BulkResult'];
export type InquiryCounts = components['schemas']['InquiryCounts'];
export type Inquiry = components['schemas']['Inquiry'];
export type ReportSummary = components['schemas']['ReportSummary'];
export type ReportStatus = components['schemas']['ReportStatus'];
export type ReportOrigin = components['schemas']['ReportOrigin'];
export type ReportLink = components['schemas']['ReportLink'];
export type Email = components['schemas']['Email'];
export type MailKind = components['schemas']['MailKind'];
export type MailStatus = components['schemas']['MailStatus'];
export type MailEvent = components['schemas']['MailEvent'];
export type OwedWork = components['schemas']['OwedWork'];
export type DebtState = components['schemas']['DebtState'];
export type InquiryEdit = components['schemas']['InquiryEdit'];
export type ActivityPage = components['schemas']['ActivityPage'];
export type ActivityView = components['schemas']['ActivityView'];
export type Note = components['schemas']['Note'];
export type ReportRequest = components['schemas']['ReportRequest'];
export type EmailPage = components['schemas']['EmailPage'];
export type EmailRow = components['schemas']['EmailRow'];
export type EmailDetail = components['schemas']['EmailDetail'];
export type MailMetricsView = components['schemas']['MailMetricsView'];
export type Rates = components['schemas']['Rates'];
export type KindRates = components['schemas']['KindRates'];
export type DayRates = components['schemas']['DayRates'];
export type LastRetention = components['schemas']['LastRetention'];
export type SuppressedAddresses = components['schemas']['SuppressedAddresses'];
export type SuppressedAddress = components['schemas']['SuppressedAddress'];
export type ReportPage = components['schemas']['ReportPage'];
export type ReportListItem = components['schemas']['ReportListItem'];
export type Report = components['schemas']['Report'];
export type ReportEdit = components['schemas']['ReportEdit'];
export type Sending = components['schemas']['Sending'];
export type Credentials = components['schemas']['Credentials'];
export type SignInResult = components['schemas']['SignInResult'];
export type UserView = components['schemas']['UserView'];
export type Me = components['schemas']['Me'];
export type Health = components['schemas']['Health'];
export type HealthState = components['schemas']['HealthState'];
export type DetailedHealth = components['schemas']['DetailedHealth'];
export type Dependency = components['schemas']['Dependency'];
export type InquiryInput = components['schemas']['InquiryInput'];
export type SubmittedInquiry = components['schemas']['SubmittedInquiry'];
export type InquiryProgress = components['schemas']['InquiryProgress'];
export type TimelineStep = components['schemas']['TimelineStep'];
export type StepName = components['schemas']['StepName'];
export type StepState = components['schemas']['StepState'];
export type Confirmation = components['schemas']['Confirmation'];
export type ServiceCatalogue = components['schemas']['ServiceCatalogue'];
export type Service = components['schemas']['Service'];
export type Price = components['schemas']['Price'];
export type Error = components['schemas']['Error'];
export type $defs = Record<string, never>;
export interface operations {
    get_docs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_consultants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consultants"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    request_export: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportRequest"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportCreated"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Content Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_export: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                export_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Found */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_inquiries: {
        parameters: {
            query?: {
                status?: components["schemas"]["InquiryStatus"];
                priority?: components["schemas"]["Priority"];
                service?: components["schemas"]["ServiceType"];
                source?: components["schemas"]["Source"];
                /** @description A user name, or - for inquiries that nobody has. */
                assignee?: string;
                /** @description A date (the whole day, UTC) or a time with its zone; inclusive. */
                from?: string;
                /** @description A date (the whole day, UTC) or a time with its zone; inclusive. */
                to?: string;
                /** @description Beginnings of words of name, company, e-mail address or reference. */
                q?: string;
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InquiryPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    edit_inquiries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkEdit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResults"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Content Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    count_inquiries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InquiryCounts"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_inquiry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                inquiry_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inquiry"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_inquiry: {
        parameters: {
            query: {
                /** @description The version that the change was made on. */
                version: number;
            };
            header?: never;
            path: {
                inquiry_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    edit_inquiry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                inquiry_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InquiryEdit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inquiry"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Content Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_activities: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                inquiry_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revoke_report_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                inquiry_id: string;
                link_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    add_note: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                inquiry_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Note"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Content Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    retry_work: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                inquiry_id: string;
                debt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    request_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                inquiry_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportRequest"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Content Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_mails: {
        parameters: {
            query?: {
                kind?: components["schemas"]["MailKind"];
                status?: components["schemas"]["MailStatus"];
                /** @description A date (the whole day, UTC) or a time with its zone; inclusive. */
                from?: string;
                /** @description A date (the whole day, UTC) or a time with its zone; inclusive. */
                to?: string;
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_mail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mail_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailDetail"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    send_mail_again: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mail_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_mail_metrics: {
        parameters: {
            query?: {
                kind?: components["schemas"]["MailKind"];
                /** @description A date, UTC; inclusive. */
                from?: string;
                /** @description A date, UTC; inclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailMetricsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_suppressions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuppressedAddresses"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    lift_suppression: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                suppression_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_reports: {
        parameters: {
            query?: {
                status?: components["schemas"]["ReportStatus"];
                service?: components["schemas"]["ServiceType"];
                /** @description A date (the whole day, UTC) or a time with its zone; inclusive. */
                from?: string;
                /** @description A date (the whole day, UTC) or a time with its zone; inclusive. */
                to?: string;
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    edit_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                report_id: string;
            };
            cookie?: never;
        };
        /** @description 1,310,720 bytes at most. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportEdit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Content Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    approve_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportSummary"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_report_html: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_report_markdown: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/markdown": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_report_pdf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Found */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    send_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                report_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Sending"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportSummary"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Content Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInResult"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Content Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_detailed_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DetailedHealth"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DetailedHealth"];
                };
            };
        };
    };
    get_liveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_readiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    submit_inquiry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key again gives the same answer and no second inquiry, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description Marks a record of verification, which reaches no people. Needs synthetic:write. */
                "X-Synthetic"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InquiryInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubmittedInquiry"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Content Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_inquiry_status: {
        parameters: {
            query?: never;
            header?: {
                /** @description The part of status_url behind the #. */
                "X-Status-Token"?: string;
            };
            path: {
                inquiry_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InquiryProgress"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    open_report_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                inquiry_id: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Found */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_services: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceCatalogue"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
