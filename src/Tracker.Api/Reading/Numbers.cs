using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tracker.Domain;

namespace Tracker.Api.Reading;

/// <summary>A whole number in a query.</summary>
static class Numbers
{
    /// <summary>The default where the query has none.</summary>
    public static (int Value, Refusal? Refusal) Number(this HttpContext http, string name, int least, int most, int otherwise)
    {
        if (http.Request.Query[name].ToString() is not { Length: > 0 } text) return (otherwise, null);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? (value, null)
            : (otherwise, new Refusal("invalid", string.Create(CultureInfo.InvariantCulture, $"A whole number from {least} to {most}."), name));
    }
}
