using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Tracker.Server.Demo;

/// <summary>How a call was answered in the end.</summary>
/// <param name="Wrote">False when the server had it already.</param>
/// <param name="Problem">Why it is refused for good, or null.</param>
readonly record struct Answer(bool Wrote, string? Problem);

/// <summary>Sends one call until it is answered, a bounded number of times; the key makes a repeat harmless.</summary>
static class Sender
{
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    public static async Task<Answer> SendAsync(HttpClient http, Call call, DemoOptions options, TimeProvider clock, CancellationToken ct)
    {
        var problem = "not sent";
        for (var attempt = 1; attempt <= options.Attempts; attempt++)
        {
            TimeSpan? wanted = null;
            try
            {
                using var answer = await http.SendAsync(Request(call, options.Key), ct);
                if (answer.IsSuccessStatusCode)
                    return new Answer(Wrote(call, answer), null);
                problem = $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}";
                if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
                    return new Answer(false, problem);
                wanted = answer.Headers.RetryAfter?.Delta;
            }
            catch (HttpRequestException broken)
            {
                problem = broken.Message;
            }
            catch (TaskCanceledException) when (!ct.IsCancellationRequested)
            {
                problem = "no answer in time";
            }
            if (attempt < options.Attempts)
                await Task.Delay(Pause(attempt, wanted), clock, ct);
        }
        return new Answer(false, problem);
    }

    // A revision is answered 200 like a repeat of it; only the header tells them apart.
    static bool Wrote(Call call, HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.Created || (call.Method == "PUT" && !answer.Headers.Contains("Idempotency-Replayed"));

    static HttpRequestMessage Request(Call call, string key)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method), call.Path.TrimStart('/')) { Content = JsonContent.Create(call.Body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.Add("Idempotency-Key", call.Key);
        return request;
    }

    static TimeSpan Pause(int attempt, TimeSpan? wanted)
    {
        var pause = wanted ?? TimeSpan.FromMilliseconds(200 * Math.Pow(2, attempt - 1));
        return pause < LongestPause ? pause : LongestPause;
    }
}
