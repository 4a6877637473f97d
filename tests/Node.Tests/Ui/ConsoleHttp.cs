using System.Net;
using System.Text.RegularExpressions;
using SdkNode.Node.Demo;

namespace SdkNode.Node.Tests.Ui;

/// <summary>The console as a program sees it that is no browser: requests, cookies and forms.</summary>
internal static partial class ConsoleHttp
{
    public static HttpClient Browser(DemoNode node) => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = node.ConsoleAddress };

    public static async Task<HttpClient> AsAsync(DemoNode node, string id)
    {
        var http = Browser(node);
        using var answer = await PostAsync(http, "/sign-in/made-up", "/sign-in/made-up", new KeyValuePair<string, string>("id", id));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return http;
    }

    public static async Task<HttpResponseMessage> PostAsync(HttpClient http, string page, string path, params KeyValuePair<string, string>[] fields)
    {
        var token = Token().Match(await http.GetStringAsync(new Uri(page, UriKind.Relative), TestContext.Current.CancellationToken)).Groups[1].Value;
        using var form = new FormUrlEncodedContent([new KeyValuePair<string, string>("form-token", token), .. fields]);
        return await http.PostAsync(path, form, TestContext.Current.CancellationToken);
    }

    public static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    [GeneratedRegex("href=\"/m/([0-9a-f]{12})\"")]
    public static partial Regex Key();

    [GeneratedRegex("name=\"form-token\" type=\"hidden\" value=\"([^\"]+)\"")]
    public static partial Regex Token();
}
