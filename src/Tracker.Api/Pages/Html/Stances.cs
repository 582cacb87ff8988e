namespace Tracker.Api.Pages.Html;

/// <summary>Stances as shapes, as the dashboard draws them; the word stands beside each.</summary>
internal static class Stances
{
    /// <summary>How far for it: 2 to −2; null where it says nothing of that.</summary>
    public static int? Score(string? stance) => stance switch
    {
        "demands" or "proposes" => 2,
        "supports" => 1,
        "conditional" or "neutral" => 0,
        "opposes" => -1,
        "rejects" => -2,
        _ => null,
    };

    public static Markup Glyph(string? stance) =>
        Markup.Of($"""<svg class="stance stance-{stance}" viewBox="0 0 24 24" aria-hidden="true"><rect class="stance-ground" x="1" y="1" width="22" height="22" rx="6"/>{Shape(stance)}</svg>""");

    static Markup Shape(string? stance) => stance switch
    {
        "demands" => Line("m7 12 5-5 5 5M7 17.5l5-5 5 5"),
        "proposes" => Line("m7 14.5 5-5 5 5"),
        "supports" => Line("m7 12.5 3.5 3.5L17 9"),
        "conditional" => Markup.Of($"""{Line("M12 6.2 17.8 12 12 17.8 6.2 12Z")}<path class="stance-fill" d="M12 6.2V17.8L6.2 12Z"/>"""),
        "neutral" => Line("M7.5 10h9M7.5 14.5h9"),
        "unclear" => Markup.Of($"""{Line("M9.2 9.6a2.8 2.8 0 1 1 4.3 2.5c-1 .6-1.5 1-1.5 2")}<circle class="stance-fill" cx="12" cy="17" r="1.3"/>"""),
        "opposes" => Line("M7 12h10"),
        "rejects" => Line("m8 8 8 8M16 8l-8 8"),
        _ => Markup.Nothing,
    };

    static Markup Line(string path) => Markup.Of($"""<path class="stance-line" d="{path}"/>""");
}
