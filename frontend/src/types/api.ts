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
    "/api/v1/admin/inquiries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List inquiries, newest first. */
        get: operations["list_inquiries"];
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
         * InquiryPage
         * @description A page of the list, newest first.
         */
        InquiryPage: {
            items: components["schemas"]["InquiryListItem"][];
            next_cursor: string | null;
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
            services: string[];
            priority: components["schemas"]["Priority"];
            status: components["schemas"]["InquiryStatus"];
            source: components["schemas"]["Source"];
            assignee: string | null;
            created_at: string;
            updated_at: string;
            report: components["schemas"]["ReportState"];
            version: number;
        };
        /**
         * Priority
         * @description How soon somebody should look, the most urgent first.
         * @enum {unknown}
         */
        Priority: "high" | "low" | "medium" | "urgent";
        /**
         * InquiryStatus
         * @description How far people have come with an inquiry. Jobs never change it.
         * @enum {unknown}
         */
        InquiryStatus: "closed" | "pending" | "processing" | "responded" | "reviewed";
        /**
         * Source
         * @description The form that an inquiry came from.
         * @enum {unknown}
         */
        Source: "contact_form" | "quote_request";
        /**
         * ReportState
         * @description What there is to read: nothing yet, an outline made by rules, or a draft.
         * @enum {unknown}
         */
        ReportState: "draft" | "outline" | "working";
        /**
         * Inquiry
         * @description Everything that staff sees of an inquiry.
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
            priority: components["schemas"]["Priority"];
            priority_reason: string | null;
            source: components["schemas"]["Source"];
            assignee: string | null;
            created_at: string;
            updated_at: string;
            synthetic: boolean;
            report: components["schemas"]["ReportState"];
            reports: components["schemas"]["ReportSummary"][];
            outline: string | null;
            outline_html: string | null;
            email_events: components["schemas"]["EmailEvent"][];
            owed: components["schemas"]["OwedWork"][];
        };
        /**
         * ReportSummary
         * @description A version of the report, without its text.
         */
        ReportSummary: {
            id: string;
            number: number;
            status: components["schemas"]["ReportStatus"];
            title: string;
            created_at: string;
            origin: components["schemas"]["ReportOrigin"];
            model: string;
            prompt_version: string;
            input_tokens: number;
            output_tokens: number;
        };
        /**
         * ReportStatus
         * @description How far people have come with a version of a report.
         * @enum {unknown}
         */
        ReportStatus: "draft";
        /**
         * ReportOrigin
         * @description Who wrote a version of a report.
         * @enum {unknown}
         */
        ReportOrigin: "ai";
        /**
         * EmailEvent
         * @description What became of a mail.
         */
        EmailEvent: {
            kind: components["schemas"]["MailKind"];
            to: string;
            subject: string;
            status: components["schemas"]["MailStatus"];
            at: string;
            message_id: string | null;
            reason: string | null;
        };
        /**
         * MailKind
         * @description The mails that the platform sends.
         * @enum {unknown}
         */
        MailKind: "consultant_notification" | "customer_confirmation" | "inquiry_notification";
        /**
         * MailStatus
         * @description What became of a mail: queued while it is owed, sent, then what the provider tells of it.
         * @enum {unknown}
         */
        MailStatus: "bounced" | "complained" | "delayed" | "delivered" | "failed" | "queued" | "sent" | "suppressed";
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
         * Report
         * @description A version of the report with its text, as Markdown and as sanitised HTML.
         */
        Report: {
            id: string;
            number: number;
            status: components["schemas"]["ReportStatus"];
            title: string;
            created_at: string;
            origin: components["schemas"]["ReportOrigin"];
            model: string;
            prompt_version: string;
            input_tokens: number;
            output_tokens: number;
            inquiry_id: string;
            markdown: string;
            html: string;
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
         * ServiceType
         * @description The services of the catalogue.
         * @enum {unknown}
         */
        ServiceType: "architecture_review" | "assessment" | "general" | "migration" | "optimization";
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
export type InquiryPage = components['schemas']['InquiryPage'];
export type InquiryListItem = components['schemas']['InquiryListItem'];
export type Priority = components['schemas']['Priority'];
export type InquiryStatus = components['schemas']['InquiryStatus'];
export type Source = components['schemas']['Source'];
export type ReportState = components['schemas']['ReportState'];
export type Inquiry = components['schemas']['Inquiry'];
export type ReportSummary = components['schemas']['ReportSummary'];
export type ReportStatus = components['schemas']['ReportStatus'];
export type ReportOrigin = components['schemas']['ReportOrigin'];
export type EmailEvent = components['schemas']['EmailEvent'];
export type MailKind = components['schemas']['MailKind'];
export type MailStatus = components['schemas']['MailStatus'];
export type OwedWork = components['schemas']['OwedWork'];
export type DebtState = components['schemas']['DebtState'];
export type Report = components['schemas']['Report'];
export type Credentials = components['schemas']['Credentials'];
export type SignInResult = components['schemas']['SignInResult'];
export type UserView = components['schemas']['UserView'];
export type Me = components['schemas']['Me'];
export type Health = components['schemas']['Health'];
export type HealthState = components['schemas']['HealthState'];
export type DetailedHealth = components['schemas']['DetailedHealth'];
export type Dependency = components['schemas']['Dependency'];
export type InquiryInput = components['schemas']['InquiryInput'];
export type ServiceType = components['schemas']['ServiceType'];
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
    list_inquiries: {
        parameters: {
            query?: {
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
