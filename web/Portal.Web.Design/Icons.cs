namespace Portal.Web.Design;

/// <summary>One set, drawn on a 24 unit grid with a round 1.75 stroke: <c>&lt;Icon Of="@Icons.Key" /&gt;</c>.</summary>
public static class Icons
{
    public const string Dashboard =
        """<rect x="4" y="4" width="7" height="9" rx="1.5"/><rect x="13" y="4" width="7" height="5" rx="1.5"/><rect x="13" y="11" width="7" height="9" rx="1.5"/><rect x="4" y="15" width="7" height="5" rx="1.5"/>""";
    public const string Key = """<circle cx="8" cy="15.5" r="4"/><path d="M11 12.5 19.5 4M15.5 8l3 3"/>""";
    public const string Devices = """<rect x="4" y="5" width="16" height="10.5" rx="1.5"/><path d="M2.5 19.5h19"/>""";
    public const string Download = """<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M4.5 19.5h15"/>""";
    public const string User = """<circle cx="12" cy="8" r="3.5"/><path d="M5 20c.6-3.7 3.4-6 7-6s6.4 2.3 7 6"/>""";
    public const string Users =
        """<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.6-3.7 3-6 6.5-6s5.9 2.3 6.5 6M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14.5c2 .9 3.2 2.8 3.5 5.5"/>""";
    public const string Building =
        """<path d="M5 20.5V5a1.5 1.5 0 0 1 1.5-1.5h7A1.5 1.5 0 0 1 15 5v15.5M15 9.5h2.5A1.5 1.5 0 0 1 19 11v9.5M3 20.5h18M8.5 7.5h3M8.5 11.5h3M8.5 15.5h3"/>""";
    public const string Settings =
        """<path d="M4 7.5h9.5m5 0H20M4 16.5h1.5m5 0H20"/><circle cx="16" cy="7.5" r="2.5"/><circle cx="8" cy="16.5" r="2.5"/>""";
    public const string Search = """<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>""";
    public const string Chevron = """<path d="m9 6 6 6-6 6"/>""";
    public const string Sun =
        """<circle cx="12" cy="12" r="4"/><path d="M12 2.5v2m0 15v2M2.5 12h2m15 0h2M5.3 5.3l1.4 1.4m10.6 10.6 1.4 1.4m0-13.4-1.4 1.4M6.7 17.3l-1.4 1.4"/>""";
    public const string Moon = """<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z"/>""";
    public const string Monitor = """<rect x="3" y="4" width="18" height="12" rx="1.5"/><path d="M12 16v4m-4 0h8"/>""";
    public const string External =
        """<path d="M13.5 4.5h6v6M19.5 4.5 11 13M17 14v4.5a1 1 0 0 1-1 1H5.5a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1H10"/>""";
    public const string Copy =
        """<rect x="8.5" y="8.5" width="11" height="11" rx="2"/><path d="M15.5 5.5a1 1 0 0 0-1-1h-9a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1"/>""";
    public const string Warning =
        """<path d="M10.7 4.7 2.9 18a1.5 1.5 0 0 0 1.3 2.2h15.6a1.5 1.5 0 0 0 1.3-2.2L13.3 4.7a1.5 1.5 0 0 0-2.6 0ZM12 9.5v4.5"/><path d="M12 17h.01"/>""";
    public const string Check = """<path d="m5 12.5 4.5 4.5L19 7.5"/>""";
    public const string Cross = """<path d="m6 6 12 12M18 6 6 18"/>""";
    public const string Minus = """<path d="M6 12h12"/>""";
    public const string Info = """<circle cx="12" cy="12" r="8.5"/><path d="M12 11.5V16"/><path d="M12 8h.01"/>""";
    public const string Globe =
        """<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c2.5 2.3 3.5 5.2 3.5 8.5s-1 6.2-3.5 8.5c-2.5-2.3-3.5-5.2-3.5-8.5s1-6.2 3.5-8.5Z"/>""";
    public const string Menu = """<path d="M4 7h16M4 12h16M4 17h16"/>""";
    public const string Clock = """<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>""";
    public const string Eye =
        """<path d="M2.5 12C4.6 8 8 5.8 12 5.8S19.4 8 21.5 12c-2.1 4-5.5 6.2-9.5 6.2S4.6 16 2.5 12Z"/><circle cx="12" cy="12" r="2.8"/>""";
    public const string SignOut =
        """<path d="M14 4.5H6.5a1.5 1.5 0 0 0-1.5 1.5v12a1.5 1.5 0 0 0 1.5 1.5H14M10.5 12h10m-3.5-3.5 3.5 3.5-3.5 3.5"/>""";
    public const string Help =
        """<circle cx="12" cy="12" r="8.5"/><path d="M9.6 9.5a2.5 2.5 0 1 1 3.5 2.3c-.8.4-1.1.9-1.1 1.7M12 16.5h.01"/>""";
    public const string Pause = """<path d="M9 6v12M15 6v12"/>""";
    public const string Package =
        """<path d="m12 3.5 8 4.3v8.4l-8 4.3-8-4.3V7.8l8-4.3ZM4 7.8l8 4.4 8-4.4M12 12.2v8.3"/>""";
    public const string Document =
        """<path d="M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5l-5-5ZM13.5 3.5v5h5M9 13h6M9 16.5h4"/>""";
    public const string Pulse = """<path d="M3 12.5h4l2.5-7 5 13 2.5-6h4"/>""";
    public const string Refresh = """<path d="M19.5 11A7.5 7.5 0 1 0 18 16.5M19.5 5v6h-6"/>""";
    public const string Shield =
        """<path d="M12 3.5 5 6v5.5c0 4.4 2.8 7.3 7 9 4.2-1.7 7-4.6 7-9V6l-7-2.5Z"/><path d="m9 12 2.2 2.2L15.2 10"/>""";
}
