using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using SdkNode.As4.Messages;
using SdkNode.As4.Receipts;
using SdkNode.As4.Receiving;
using SdkNode.As4.Sending;
using SdkNode.As4.Tests.Support;
using SdkNode.As4.WsSecurity;
using SdkNode.Security.Certificates;

namespace SdkNode.As4.Tests.Sending;

/// <summary>What the sender makes of each answer.</summary>
public sealed class AnswerTests(AccessPoints parties)
{
    private static readonly Uri Somewhere = new("http://peer.example/as4");
    private readonly RecordingConsumer _consumer = new();

    [Fact]
    [Rule("AS4-4.2")]
    [Rule("AS4-4.3")]
    [Rule("AS4-4.4")]
    public async Task A_receipt_that_holds_acknowledges_the_transfer()
    {
        var transmission = await TransmissionAsync();

        var outcome = Assert.IsType<As4Acknowledged>(await Peer().SendAsync(transmission));

        Assert.Equal(As4Disposition.Done, outcome.Disposition);
        Assert.True(outcome.RequestFullySent);
        Assert.Equal(transmission.Message.MessageId, outcome.Receipt.RefToMessageId);
        Assert.Equal(outcome.References, outcome.Receipt.References);
        Assert.Equal(_consumer.Committed[0].Receipt.Body.ToArray(), outcome.Answer.ToArray());
    }

    [Fact]
    [Rule("AS4-1.2")]
    [Rule("AS4-4.5")]
    public async Task A_receipt_counts_whatever_the_HTTP_status_is_and_as_multipart_with_one_part()
    {
        var peer = Peer();
        peer.OnAnswer = answer => answer with { Status = 500 };
        Assert.IsType<As4Acknowledged>(await peer.SendAsync(await TransmissionAsync()));

        peer.OnAnswer = answer => answer with
        {
            ContentType = "multipart/related; type=\"application/soap+xml\"; boundary=b",
            Body = (byte[])[.. "--b\nContent-Type: application/soap+xml\n\n"u8, .. answer.Body.Span, .. "\n--b--"u8],
        };
        Assert.IsType<As4Acknowledged>(await peer.SendAsync(await TransmissionAsync()));
    }

    [Fact]
    [Rule("AS4-4.3", Refuses = true)]
    public async Task A_receipt_for_another_message_is_refused()
    {
        As4HttpResponse? first = null;
        var peer = Peer();
        peer.OnAnswer = answer => first ??= answer;
        await peer.SendAsync(await TransmissionAsync());

        AssertInvalid(await peer.SendAsync(await TransmissionAsync()), "another message");
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("missing")]
    [InlineData("extra")]
    [InlineData("none")]
    [Rule("AS4-4.4", Refuses = true)]
    public async Task A_receipt_with_other_digests_that_is_signed_well_is_refused(string change)
    {
        var peer = Peer();
        peer.OnAnswer = answer => SignAgain(answer, parties.B, messaging => change switch
        {
            "changed" => Regex.Replace(messaging, "(<ds:DigestValue>)[^<]*", match => match.Groups[1].Value + Convert.ToBase64String(new byte[32])),
            "missing" => new Regex("<ebbp:MessagePartNRInformation>.*?</ebbp:MessagePartNRInformation>", RegexOptions.Singleline).Replace(messaging, "", 1),
            "extra" => new Regex("(<ebbp:MessagePartNRInformation>.*?</ebbp:MessagePartNRInformation>)", RegexOptions.Singleline).Replace(messaging, "$1$1", 1),
            _ => Regex.Replace(messaging, "<ebbp:NonRepudiationInformation.*</ebbp:NonRepudiationInformation>", "", RegexOptions.Singleline),
        });

        AssertInvalid(await peer.SendAsync(await TransmissionAsync()), change == "none" ? "NonRepudiationInformation" : "references differ");
    }

    [Fact]
    [Rule("AS4-4.2", Refuses = true)]
    public async Task A_receipt_signed_by_another_trusted_access_point_changed_after_signing_or_unsigned_is_refused()
    {
        Func<As4HttpResponse, As4HttpResponse>[] changes =
        [
            answer => SignAgain(answer, parties.A, messaging => messaging),
            answer => SignAgain(answer, parties.OtherEnvironment, messaging => messaging),
            answer => Edit(answer, soap => soap.Replace("<eb:Timestamp>2", "<eb:Timestamp>1", StringComparison.Ordinal)),
            answer => Edit(answer, soap => Regex.Replace(soap, "<wsse:Security.*</wsse:Security>", "", RegexOptions.Singleline)),
        ];
        foreach (var change in changes)
        {
            var peer = Peer();
            peer.OnAnswer = change;

            AssertInvalid(await peer.SendAsync(await TransmissionAsync()), "not validly signed");
        }
    }

    [Fact]
    [Rule("AS4-4.5")]
    public async Task Unknown_elements_in_a_receipt_are_ignored()
    {
        var peer = Peer();
        peer.OnAnswer = answer => SignAgain(answer, parties.B, messaging =>
            messaging.Replace("</eb:Receipt>", "<own xmlns=\"urn:peer\" version=\"1\"/></eb:Receipt>", StringComparison.Ordinal));

        Assert.IsType<As4Acknowledged>(await peer.SendAsync(await TransmissionAsync()));
    }

    [Theory]
    [InlineData("EBMS:0004", "NOT_SERVICED", As4Disposition.GiveUp)]
    [InlineData("EBMS:0004", "XHE_NOT_COMPLIANT", As4Disposition.GiveUp)]
    [InlineData("EBMS:0004", null, As4Disposition.Retry)]
    [InlineData("EBMS:0005", null, As4Disposition.Retry)]
    [InlineData("EBMS:0202", null, As4Disposition.Retry)]
    [InlineData("EBMS:0101", null, As4Disposition.LookUpAfresh)]
    [InlineData("EBMS:0102", null, As4Disposition.LookUpAfresh)]
    [InlineData("EBMS:0103", null, As4Disposition.GiveUp)]
    [InlineData("EBMS:4001", null, As4Disposition.StateUnknown)]
    [InlineData("OTHER:1", null, As4Disposition.Retry)]
    [Rule("AS4-7.8")]
    [Rule("AS4-7.9")]
    [Rule("AS4-7.10")]
    [Rule("AS4-7.7")]
    public async Task A_signed_error_decides_what_follows_and_an_unsigned_one_never_does(string code, string? detail, As4Disposition disposition)
    {
        var error = new As4Error { Code = code, Detail = detail };
        var transmission = await TransmissionAsync();
        var signed = new SignalWriter(parties.B, TimeProvider.System).Error(error, transmission.Message.MessageId);
        var peer = Peer();

        peer.Instead = (_, _) => Task.FromResult(Soap(signed));
        var outcome = Assert.IsType<As4PeerError>(await peer.SendAsync(transmission));
        Assert.Equal((disposition, true, code), (outcome.Disposition, outcome.IsSigned, outcome.Error.Code));

        peer.Instead = (_, _) => Task.FromResult(Soap(Encoding.UTF8.GetBytes(Regex.Replace(Encoding.UTF8.GetString(signed), "<wsse:Security.*</wsse:Security>", ""))));
        outcome = Assert.IsType<As4PeerError>(await peer.SendAsync(transmission));
        Assert.Equal((As4Disposition.Retry, false), (outcome.Disposition, outcome.IsSigned));
    }

    [Fact]
    [Rule("AS4-5.2")]
    public async Task A_signed_error_about_another_message_or_by_another_signer_is_not_believed()
    {
        var error = As4Error.Make(As4ErrorCode.PolicyNoncompliance);
        var transmission = await TransmissionAsync();
        foreach (var (signer, about) in new[] { (parties.B, "another@message"), (parties.B, null), (parties.A, transmission.Message.MessageId) })
        {
            var peer = Peer();
            peer.Instead = (_, _) => Task.FromResult(Soap(new SignalWriter(signer, TimeProvider.System).Error(error, about)));

            var outcome = Assert.IsType<As4PeerError>(await peer.SendAsync(transmission));

            Assert.Equal((As4Disposition.Retry, false), (outcome.Disposition, outcome.IsSigned));
            Assert.NotNull(outcome.SignatureRemark);
        }
    }

    [Theory]
    [InlineData(502, "text/html", "<html><body>Bad gateway</body></html>", As4SendFailure.NotAs4, As4Disposition.Retry)]
    [InlineData(200, "text/html", "<html><body>Welcome</body></html>", As4SendFailure.NotAs4, As4Disposition.Retry)]
    [InlineData(413, "text/plain", "too large", As4SendFailure.TooLarge, As4Disposition.GiveUp)]
    [InlineData(429, "text/plain", "slow down", As4SendFailure.Busy, As4Disposition.Retry)]
    [InlineData(503, null, "", As4SendFailure.Busy, As4Disposition.Retry)]
    [InlineData(200, null, "", As4SendFailure.MissingReceipt, As4Disposition.Retry)]
    [InlineData(202, null, "", As4SendFailure.MissingReceipt, As4Disposition.Retry)]
    [InlineData(404, null, "", As4SendFailure.NotAs4, As4Disposition.Retry)]
    [InlineData(500, "application/soap+xml", "<S12:Envelope xmlns:S12='http://www.w3.org/2003/05/soap-envelope'><S12:Header/><S12:Body><S12:Fault/></S12:Body></S12:Envelope>", As4SendFailure.NotAs4, As4Disposition.Retry)]
    [Rule("AS4-4.6")]
    public async Task An_answer_that_is_no_signal_says_what_came_instead(int status, string? type, string body, As4SendFailure failure, As4Disposition disposition)
    {
        var peer = Peer();
        peer.Instead = (_, _) => Task.FromResult(ScriptedPeer.ToHttp(new As4HttpResponse(status, type ?? "", Encoding.UTF8.GetBytes(body)) { RetryAfter = TimeSpan.FromSeconds(7) }));

        var outcome = Assert.IsType<As4Failed>(await peer.SendAsync(await TransmissionAsync()));

        Assert.Equal((failure, disposition, status), (outcome.Failure, outcome.Disposition, outcome.HttpStatus));
        Assert.Equal((As4ErrorCode.MissingReceipt, TimeSpan.FromSeconds(7)), (outcome.Code, outcome.RetryAfter));
        Assert.Contains($"HTTP {status}", outcome.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_answer_is_cut()
    {
        var peer = Peer();
        peer.Instead = (_, _) => Task.FromResult(ScriptedPeer.ToHttp(new As4HttpResponse(200, "application/soap+xml", new byte[2 * 1024 * 1024])));

        var outcome = Assert.IsType<As4Failed>(await peer.SendAsync(await TransmissionAsync()));

        Assert.Equal(As4SendFailure.NotAs4, outcome.Failure);
        Assert.Equal(1024 * 1024, outcome.Answer.Length);
    }

    [Fact]
    public async Task Failures_of_the_connection_are_values_that_tell_whether_the_request_was_sent()
    {
        using var http = new HttpMessageInvoker(new RefusingHandler());
        var unreached = Assert.IsType<As4Failed>(await new As4Sender(http, TimeProvider.System).SendAsync(await TransmissionAsync(), TestContext.Current.CancellationToken));
        Assert.Equal((As4SendFailure.NotConnected, false, As4ErrorCode.ConnectionFailure), (unreached.Failure, unreached.RequestFullySent, unreached.Code));

        var peer = Peer();
        peer.Instead = (_, _) => throw new HttpRequestException(HttpRequestError.ResponseEnded, "gone");
        var lost = Assert.IsType<As4Failed>(await peer.SendAsync(await TransmissionAsync()));
        Assert.Equal((As4SendFailure.ConnectionLost, true, As4ErrorCode.MissingReceipt), (lost.Failure, lost.RequestFullySent, lost.Code));

        peer.Instead = (_, _) => throw new SocketException((int)SocketError.NotConnected);
        var gone = Assert.IsType<As4Failed>(await peer.SendAsync(await TransmissionAsync()));
        Assert.Equal(As4SendFailure.NotConnected, gone.Failure);
    }

    [Fact]
    public async Task A_peer_that_never_answers_is_given_up_by_the_clock()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        var peer = Peer();
        peer.Instead = async (_, cancellationToken) =>
        {
            var waiting = Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            clock.Advance(TimeSpan.FromMinutes(10));
            await waiting;
            return null!;
        };

        var outcome = Assert.IsType<As4Failed>(await peer.SendAsync(await TransmissionAsync(), clock));

        Assert.Equal((As4SendFailure.TimedOut, true), (outcome.Failure, outcome.RequestFullySent));
    }

    [Fact]
    [Rule("AS4-7.1")]
    public async Task A_resend_has_the_same_references_and_a_receipt_for_an_earlier_try_counts()
    {
        var peer = Peer();
        var transmission = await TransmissionAsync();

        var first = await peer.SendAsync(transmission);
        var second = await peer.SendAsync(transmission with { EarlierTries = [first.References] });

        Assert.IsType<As4Acknowledged>(second);
        Assert.Equal(first.References, second.References);
        var (one, two) = (Encoding.Latin1.GetString(peer.Requests[0]), Encoding.Latin1.GetString(peer.Requests[1]));
        Assert.Equal(Regex.Match(one, "<eb:Messaging.*</eb:Messaging>").Value, Regex.Match(two, "<eb:Messaging.*</eb:Messaging>").Value);
        Assert.NotEqual(Regex.Match(one, "<xenc:CipherValue>.*?<").Value, Regex.Match(two, "<xenc:CipherValue>.*?<").Value);

        // The peer acknowledges another set, which an earlier try of ours had.
        peer.OnAnswer = answer => SignAgain(answer, parties.B, messaging => new Regex("<ebbp:MessagePartNRInformation>.*?</ebbp:MessagePartNRInformation>").Replace(messaging, "", 1));
        var earlier = new SignedReferences(first.References.All.Skip(1));
        Assert.IsType<As4Acknowledged>(await peer.SendAsync(transmission with { EarlierTries = [earlier] }));
    }

    [Fact]
    [Rule("AS4-7.2")]
    public void The_schedule_spreads_the_tries_exponentially_with_jitter()
    {
        var gaps = Enumerable.Range(1, 4).Select(tries => As4RetrySchedule.Default.DelayAfter(tries, 0.5)!.Value.TotalMinutes).ToList();

        Assert.Equal([6, 18, 54, 162], gaps.Select(gap => Math.Round(gap, 6)));
        Assert.Null(As4RetrySchedule.Default.DelayAfter(5, 0.5));
        Assert.InRange(As4RetrySchedule.Default.DelayAfter(1, 0)!.Value.TotalMinutes, 5.39, 5.41);
        Assert.InRange(As4RetrySchedule.Default.DelayAfter(1, 1)!.Value.TotalMinutes, 6.59, 6.61);
    }

    private static void AssertInvalid(As4SendOutcome outcome, string says)
    {
        var failed = Assert.IsType<As4Failed>(outcome);
        Assert.Equal((As4SendFailure.InvalidReceipt, As4ErrorCode.InvalidReceipt, As4Disposition.Retry), (failed.Failure, failed.Code, failed.Disposition));
        Assert.Contains(says, failed.Detail, StringComparison.Ordinal);
    }

    private static HttpResponseMessage Soap(byte[] soap) => ScriptedPeer.ToHttp(new As4HttpResponse(200, "application/soap+xml; charset=UTF-8", soap));

    private static As4HttpResponse Edit(As4HttpResponse answer, Func<string, string> edit) =>
        answer with { Body = Encoding.UTF8.GetBytes(edit(Encoding.UTF8.GetString(answer.Body.Span))) };

    private static As4HttpResponse SignAgain(As4HttpResponse answer, KeyPair signer, Func<string, string> edit)
    {
        var soap = Encoding.UTF8.GetString(answer.Body.Span);
        var messaging = edit(Regex.Match(soap, "<eb:Messaging.*</eb:Messaging>", RegexOptions.Singleline).Value);
        var id = Regex.Match(messaging, "wsu:Id=\"([^\"]*)\"").Groups[1].Value;
        return answer with { Body = new EnvelopeWriter(signer).Write(Encoding.UTF8.GetBytes(messaging), id, "body-again").Soap };
    }

    private ScriptedPeer Peer() => ScriptedPeer.Of(parties, _consumer);

    private async Task<As4Transmission> TransmissionAsync() =>
        parties.Transmission(Somewhere, await AccessPoints.PayloadAsync("<hello/>"u8.ToArray()));
}
