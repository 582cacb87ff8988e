using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Contracts.Problems;

namespace Tracker.Api.Pages;

/// <summary><c>/problems</c>: the table of refusals for people; a problem's <c>type</c> leads to its row.</summary>
internal static class ProblemPages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/problems", () => Results.Content(Page(ProblemTable.All, "Refusals"), "text/html; charset=utf-8")).ExcludeFromDescription();
        app.MapGet("/problems/{code}", (string code) => ProblemTable.All.FirstOrDefault(row => row.Code == code) is { } row
            ? Results.Content(Page([row], row.Title), "text/html; charset=utf-8")
            : Results.Content(Page(ProblemTable.All, "No refusal has this code"), "text/html; charset=utf-8", statusCode: 404)).ExcludeFromDescription();
    }

    static string Page(IEnumerable<Problem> rows, string title)
    {
        var html = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Tracker: ");
        html.Append(Text(title)).Append("</title><h1>").Append(Text(title)).Append("</h1><table><thead><tr><th>Code<th>Status<th>What it means<th>What to do<th>Retry</thead><tbody>");
        foreach (var row in rows)
        {
            html.Append("<tr id=\"").Append(Text(row.Code)).Append("\"><td><code>").Append(Text(row.Code)).Append("</code><td>").Append(row.Status)
                .Append("<td>").Append(Text(row.Title)).Append("<td>").Append(Text(row.Advice)).Append("<td>").Append(row.Retry.Name());
        }
        return html.Append("</table><p><a href=\"/problems\">All refusals</a> · <a href=\"/docs\">API</a>").ToString();
    }

    static string Text(string text) => WebUtility.HtmlEncode(text);
}
