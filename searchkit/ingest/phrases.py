# ruff: noqa: E501 - tables of phrases, unbroken so that each can be found by searching for it
"""The general vocabulary of news sites: what menus, buttons, lists, comments and footers are called.

Only words that sites share; what a site adds of its own is found by structure (`layout`, `head`,
`boilerplate`). Phrases are compared by `key`: lower case, new-style tones, without decoration, counters and
final punctuation.
"""

from __future__ import annotations

import re

from searchkit.text import tone_place

_COUNTER = re.compile(r"\s*[(\[]?\s*\d[\d.,]*\s*[kK]?\s*[)\]]?\s*$")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def key(text: str) -> str:
    """Return the form in which phrases are compared.

    >>> key("» BÌNH LUẬN (12):")
    'bình luận'
    """
    bare = _EDGES.sub("", _COUNTER.sub("", text.rstrip(" :")))
    return low(bare)


def table(text: str) -> frozenset[str]:
    """Return the phrases of a table: separated by `|` and line breaks, new-style tones."""
    return frozenset(
        tone_place(phrase.strip())
        for line in text.splitlines()
        for phrase in line.split("|")
        if phrase.strip()
    )


BUTTONS = table(
    """
    trang chủ|home|trang nhất|menu|danh mục|banner|logo|clock|top|đăng nhập|đăng ký|đăng xuất|tài khoản|login|tìm kiếm|tìm
    tìm kiếm nâng cao|search|english|tiếng việt|vietnamese|vie|eng|vn|en|rss|sitemap|site map|sơ đồ trang|sơ đồ cổng
    sơ đồ site|sơ đồ website|liên hệ|liên hệ quảng cáo|quảng cáo|advertisement|hỏi đáp|góp ý|thư điện tử|hộp thư
    return to top|back to top|go to top|scroll to top|lên đầu trang|về đầu trang|trở về đầu trang|quay về đầu trang|đầu trang|trở lại đầu trang|cuối trang
    in|in trang|in bài|in bài viết|in bài này|in tin|bản in|print|gửi|gửi bài|gửi bài viết|gửi email|gửi mail|email|gửi tin
    gửi cho bạn bè|gửi bài viết cho bạn bè|chia sẻ|chia sẻ bài viết|chia sẻ facebook|chia sẻ zalo|share|share facebook
    chia sẻ lên facebook|chia sẻ qua email|chia sẻ twitter|facebook|zalo|twitter|messenger|youtube|tiktok|google|instagram
    google news|google+|linkedin|pinterest|telegram|viber|x|fb|tweet|like|thích|thích trang|theo dõi|follow|lưu|lưu bài|lưu bài viết
    lưu tin|bookmark|copy link|sao chép liên kết|sao chép link|link|đã sao chép|copy|nghe|nghe bài|nghe bài viết|nghe đọc bài
    nghe audio|nghe tin|đọc bài viết|đọc bài|audio|cỡ chữ|font|font size|phóng to|thu nhỏ|tăng cỡ chữ|giảm cỡ chữ|tương phản
    chế độ tối|chế độ đọc|đọc tiếp|xem tiếp|xem chi tiết|chi tiết|xem tất cả|tất cả|xem thêm|tải thêm|đọc toàn bộ|read more|more
    quay lại|trở về|trở lại|back|next|previous|prev|trước|sau|tiếp|trang trước|trang sau|bài trước|bài sau|tiếp theo|trang kế
    bài tiếp theo|đóng|close|mở|ok|hủy|hủy bỏ|bỏ qua|skip|thoát|toàn màn hình|tải về|download|tải ứng dụng|tải app
    a|a a|a a a|a-|a+|aa|đặt làm trang chủ|đọc báo in|báo in|bản tin|e-paper|giao diện|phiên bản di động|mobile
    bình chọn|hủy bình luận|trả lời|phản hồi|thích trả lời|ẩn|hiện|gửi ý kiến|báo xấu|báo cáo|theo dõi báo|nhận tin|đăng ký nhận tin
    0 bình luận|bình luận|lượt xem|lượt đọc|số lượt xem|số lần đọc|số lần xem|đã xem|lượt truy cập|người xem|view|views|hits
    mặc định|nhỏ|vừa|lớn|rất lớn|cài đặt|trợ giúp|chuyển đến nội dung|skip to content|nhảy đến nội dung|bỏ qua nội dung
    xem nhanh|chia sẻ bài viết này|gửi bài viết cho tòa soạn|giọng nữ|giọng nam|giọng đọc|giọng nữ miền bắc|giọng nam miền bắc|giọng nữ miền nam|giọng nam miền nam
    giọng đọc nữ miền bắc|giọng đọc nam miền bắc|giọng đọc nữ miền nam|giọng đọc nam miền nam|tài trợ|nội dung tài trợ|xem phiên bản đầy đủ|phiên bản đầy đủ
    ẩn/hiện ý kiến|ẩn ý kiến|lịch phát sóng|nhận thông báo|không, cảm ơn|quay về trang trước|quay lại trang trước|về trang trước|tải file|tải tệp|bỏ qua quảng cáo
    báo lỗi|báo lỗi bài viết|góp ý bài viết|góp ý về bài viết|đặt câu hỏi|hỏi đáp trực tuyến|đăng nhập để gửi ý kiến|đăng nhập để bình luận|gửi câu trả lời
    nghe bài viết này|tệp đính kèm|file đính kèm|tài liệu đính kèm|tập tin đính kèm|tệp tin đính kèm|văn bản đính kèm|tải tệp đính kèm
    ảnh đại diện|chú thích ảnh|thời tiết|tỷ giá|giá vàng|lịch vạn niên|lịch|widget
    """
)
"""Lines that are a button, a label or a counter wherever they stand."""

SECTIONS = table(
    """
    giới thiệu|tin tức|tin tức sự kiện|tin tức - sự kiện|tin trong tỉnh|tin hoạt động|tin tổng hợp|thời sự|chính trị|kinh tế|xã hội|văn hóa
    văn hóa xã hội|văn hóa - xã hội|chính trị - xã hội|thời sự - chính trị|giáo dục|y tế|sức khỏe|pháp luật|quốc phòng
    quốc phòng - an ninh|an ninh quốc phòng|an ninh trật tự|thể thao|giải trí|du lịch|khoa học|công nghệ|khoa học công nghệ
    khoa học - công nghệ|môi trường|thế giới|quốc tế|trong nước|trong tỉnh|bạn đọc|đời sống|nông nghiệp|nông thôn mới|xây dựng đảng
    cải cách hành chính|chuyển đổi số|thủ tục hành chính|dịch vụ công|dịch vụ công trực tuyến|văn bản|văn bản mới|công báo
    công dân|doanh nghiệp|du khách|chính quyền|đảng|đoàn thể|tổ chức bộ máy|chức năng nhiệm vụ|lịch công tác|lịch tiếp công dân
    thông tin tuyên truyền|thông tin chỉ đạo điều hành|chỉ đạo điều hành|chỉ đạo, điều hành|hoạt động lãnh đạo|tin lãnh đạo|thông báo
    video|clip|ảnh|photo|hình ảnh|thư viện ảnh|thư viện video|thư viện|media|multimedia|đa phương tiện|emagazine|e-magazine|infographic
    infographics|longform|podcast|phóng sự|phóng sự ảnh|truyền hình|phát thanh|chuyên mục|chuyên đề|chuyên trang|tiêu điểm|bình luận
    trực tuyến|tin nhanh|tin ảnh|tin nội bộ|tin chuyên ngành|tin địa phương|quê hương|đất và người|đất nước con người|thị trường
    kinh doanh|tài chính|bất động sản|tư liệu|hồ sơ|tuổi trẻ|gia đình|xe|nhịp sống|dân tộc|tôn giáo|dân tộc - tôn giáo
    cộng hòa xã hội chủ nghĩa việt nam|độc lập - tự do - hạnh phúc|độc lập – tự do – hạnh phúc|tin pháp luật|tin kinh tế|tin văn hóa|tin thể thao|tin thế giới
    quy hoạch|đầu tư|đấu thầu|tuyển dụng|khen thưởng|thi đua khen thưởng|thi đua - khen thưởng|hướng dẫn|biểu mẫu
    """
)
"""Names of sections: no headline, and furniture where they stand at the top or after the end."""

LISTS = table(
    """
    bạn có thể quan tâm|có thể bạn quan tâm|có thể bạn muốn xem|bạn quan tâm|bài viết bạn quan tâm|tin bạn quan tâm|quan tâm|dành cho bạn
    tin liên quan|tin bài liên quan|bài liên quan|bài viết liên quan|bài viết cùng chủ đề|tin cùng chủ đề|nội dung liên quan|liên quan
    các bài viết liên quan|các tin liên quan|các bài liên quan|video liên quan|chủ đề liên quan|sự kiện liên quan|tin tức liên quan|chủ đề
    tin khác|các tin khác|các tin bài khác|tin bài khác|bài khác|các bài khác|bài viết khác|các bài viết khác|những tin khác|tin tức khác
    các tin đã đưa|tin đã đưa|các tin cũ hơn|tin cũ hơn|những tin cũ hơn|các tin trước|tin trước|những tin mới hơn|các tin mới hơn|tin mới hơn
    các bài mới|các tin mới|bài cũ hơn|bài mới hơn|các bài cũ hơn|tin đã đăng|các tin đã đăng|các tin mới nhất|các tin bài mới nhất
    tin mới|tin mới nhất|mới nhất|tin mới nhận|tin mới đăng|bài mới|bài mới nhất|bài viết mới|bài viết mới nhất|tin tức mới|tin tức mới nhất
    tin nổi bật|nổi bật|bài nổi bật|tin tiêu điểm|tin nóng|tin hot|tin chính|tin đáng chú ý|đáng chú ý|tin đặc biệt|sự kiện nổi bật
    đọc nhiều|đọc nhiều nhất|xem nhiều|xem nhiều nhất|tin đọc nhiều|tin xem nhiều|bài đọc nhiều|bài xem nhiều|được quan tâm|được xem nhiều
    tin đọc nhiều nhất|tin xem nhiều nhất|bài viết xem nhiều|bài viết đọc nhiều|bài được quan tâm|tin được quan tâm|quan tâm nhiều
    cùng chuyên mục|tin cùng chuyên mục|các tin cùng chuyên mục|bài cùng chuyên mục|bài viết cùng chuyên mục|tin cùng loại|cùng chủ đề
    tin cùng mục|xem thêm tin|các bài cùng chuyên mục|trong cùng chuyên mục|tin trong chuyên mục|chuyên mục khác|tin theo ngày
    đọc thêm|xem thêm|tin đọc thêm|có thể bạn chưa biết|gợi ý cho bạn|gợi ý|đề xuất|đề xuất cho bạn|bạn nên đọc|đừng bỏ lỡ|tin nên đọc
    mời quý độc giả theo dõi|video mới|video nổi bật|video clip|video mới nhất|ảnh mới|ảnh nổi bật|thư viện ảnh|thư viện video|media mới
    thông báo mới|văn bản mới|văn bản mới ban hành|văn bản mới nhất|văn bản chỉ đạo|văn bản pháp luật|văn bản pháp quy|văn bản chỉ đạo điều hành
    liên kết|liên kết web|liên kết website|liên kết trang|website liên kết|các liên kết|trang liên kết|liên kết nhanh|trang thông tin liên kết
    thống kê|thống kê truy cập|thăm dò ý kiến|bình chọn|chuyên đề nổi bật|sự kiện|tin trong ngày|chuyên mục|danh mục tin|nhiều người đọc
    tin video|tin ảnh|podcast mới|bản tin mới|related news|related posts|latest news|most read|top news|recommended|you may also like
    mới cập nhật|tin mới cập nhật|sự kiện nóng|tin cùng sự kiện|bài cùng sự kiện|cùng sự kiện|bạn nên xem|bài cùng chuyên mục khác|tin cùng chuyên mục khác
    cùng nguồn|tin cũ|tin tức - sự kiện khác|hoạt động khác|tin hoạt động khác|tin liên quan khác|bài đã đăng|bài cùng tác giả|cùng tác giả
    """
)
"""Headings of lists of other articles."""

TAGS = table(
    "từ khóa|tags|tag|thẻ|từ khoá tìm kiếm|nhãn|hashtag|keywords|chủ đề|tag bài viết|từ khóa liên quan"
)

COMMENTS = table(
    """
    bình luận|ý kiến|ý kiến bạn đọc|ý kiến bình luận|ý kiến của bạn|ý kiến độc giả|ý kiến phản hồi|phản hồi|bình luận bạn đọc|thảo luận
    gửi bình luận|gửi ý kiến|gửi phản hồi|gửi phản hồi của bạn|gửi bình luận của bạn|viết bình luận|để lại bình luận|thêm bình luận
    bình luận của bạn|đăng bình luận|bình luận về bài viết|bình luận facebook|bình luận mới nhất|chia sẻ ý kiến|chia sẻ ý kiến của bạn
    ý kiến đóng góp|đóng góp ý kiến|hãy bình luận|bạn đọc bình luận|bình luận hay nhất|mới nhất quan tâm nhất|trả lời hủy|ý kiến người đọc
    đánh giá|đánh giá bài viết|đánh giá của bạn|bình chọn bài viết|xếp hạng bài viết|đánh giá bài viết này|xếp hạng|bài viết có hữu ích không
    bài viết có hữu ích với bạn không|bài viết này có hữu ích không|bạn thấy bài viết có hữu ích không
    bạn thấy bài viết này thế nào|comments|comment|leave a reply|leave a comment|nội dung bình luận|tổng số bình luận|gửi câu hỏi
    ý kiến nhận xét|nhận xét|độc giả bình luận|bạn đọc phản hồi|hộp thư bạn đọc|ý kiến trao đổi|chưa có bình luận|chưa có bình luận nào
    """
)
"""Headings of comments and ratings: after the article, nothing of it follows."""

_NOTICE_WORDS = tuple(
    tone_place(
        "gp|©|copyright|rights reserved|theo giấy phép|bản quyền thuộc|ghi rõ nguồn|ghi nguồn|phát hành lại thông tin|powered by|"
        "designed by|developed by|người đầu tiên|ký tự còn lại|cookie|tín nhiệm mạng"
    ).split("|")
)
_NOTICE_ANYWHERE = re.compile(
    tone_place(
        r"\b(?:gp|gp-|gpttđt|gpđt|gp/)[ -]?(?:bttt|ttđt|cbc|stttt|bc\b|bvhttdl|bvhtt|xbbt|sttt)|/gp-\w+|(?:hoạt động|xuất bản) theo giấy phép"
        r"|©|\bcopyright\b|all rights? reserved|bản quyền thuộc (?:về|báo|cổng|trang|sở|tỉnh|ubnd|tòa)|ghi rõ nguồn|vui lòng ghi nguồn"
        r"|phát hành lại thông tin|powered by|designed by|developed by|hãy trở thành người đầu tiên|ký tự còn lại"
        r"|(?:sử dụng|chính sách|chấp nhận) cookie|tín nhiệm mạng"
    )
)
_NOTICE_START = re.compile(
    tone_place(
        r"giấy phép (?:hoạt động|thiết lập|xuất bản|báo chí|trang|ttđt|mạng xã hội|cung cấp|số|gp)|bản quyền (?:thuộc|của|©|\d|\()|®"
        r"|(?:quyền |phó |q\.)?tổng biên tập\s?:|(?:người )?chịu trách nhiệm (?:nội dung|chính|quản lý|xuất bản|về nội dung)(?: \w+){0,2}\s?:"
        r"|(?:phó )?trưởng ban biên tập\s?:|cơ quan (?:chủ quản|quản lý|ngôn luận)\b.{0,12}:|(?:website |trang web )?(?:được )?(?:thiết kế|phát triển)(?: và \w+ \w+)? bởi"
        r"|chào mừng (?:bạn|quý vị|các bạn|quý khách) (?:đến|đã)|hãy là người đầu tiên|chưa có (?:bình luận|đánh giá|ý kiến nào|phản hồi)"
        r"|(?:bạn (?:cần|phải|hãy)|vui lòng|hãy) (?:đăng nhập|đăng ký|nhập (?:nội|họ|tên|email|mã|ý|bình|tiếng)|gõ|viết (?:tiếng|bình|ý)|bật)"
        r"|(?:nhập )?mã (?:bảo mật|xác nhận|kiểm tra)|email (?:của bạn )?(?:sẽ )?không được|ý kiến của bạn|bình luận (?:của bạn|sẽ)|trình duyệt|tải ứng dụng"
        r"|(?:hãy )?theo dõi (?:chúng tôi|fanpage|kênh|báo .{2,30} trên)|mời (?:bạn đọc|quý độc giả|độc giả|bạn) (?:theo dõi|xem|đọc|tham gia|gửi)"
        r"|đăng ký (?:để )?nhận (?:tin|bản tin)\b|click (?:để|vào|here)|bạn (?:có|muốn) (?:thể )?(?:gửi|chia sẻ|đánh giá|bình luận)"
    )
)
_FOOTER_START = re.compile(
    tone_place(
        r"giấy phép|(?:quyền |phó |q\.)?tổng biên tập|(?:phó )?trưởng ban biên tập|ban biên tập|(?:cơ quan|đơn vị) (?:chủ quản|quản lý|ngôn luận|của đảng bộ)"
        r"|(?:trụ sở|tòa soạn|toà soạn|địa chỉ|đc|đ/c)(?: \w+){0,3}\s?:|(?:điện thoại|đt|tel|phone|fax|hot ?line|đường dây nóng|e-?mail|website|số điện thoại|liên hệ)(?: \w+){0,3}\s?[:(\d]"
        r"|thiết kế (?:và|web)|đơn vị (?:thiết kế|phát triển|thực hiện|vận hành)|xây dựng và phát triển|vận hành bởi|phát triển và vận hành|đang (?:truy cập|online|trực tuyến|xem)\b"
        r"|(?:hôm nay|hôm qua|tuần này|tháng này|trong tuần|trong tháng|trong ngày|tất cả|tổng cộng|tổng số)\s?:?\s?[\d.,]+$"
        r"|kính mời quý vị|vui lòng|theo dõi (?:chúng tôi|báo|trang|kênh|cổng|fanpage)|đăng ký (?:nhận|theo dõi|email|kênh)|gửi (?:cho|tới|đến) bạn bè|nhập (?:nội dung|họ tên|email|ý kiến|bình luận)"
        r"|họ (?:và )?tên\b.{0,12}$|(?:(?:để lại|nhập) )?e-?mail của (?:bạn|quý vị)$|liên hệ (?:quảng cáo|tòa soạn|toà soạn)|chọn (?:trang|liên kết|website|đơn vị)|(?:tổng số |tổng )?(?:điểm|số điểm) (?:của bài viết|đánh giá)"
        r"|đánh giá (?:bài viết|trung bình)|\d[\d.,]* (?:đánh giá|bình chọn)|đọc báo .{2,30} trên|\(?0\d{2,3}\)?[ .-]?\d{3,4}[ .-]?\d{3,4}$|https?://|www\.|[\w.]+@[\w.]+$"
    )
)
_VISITORS = re.compile(
    tone_place(
        r"(?:lượt|tổng|số người|khách|thành viên|người)[^.]{0,20} (?:truy cập|online|trực tuyến)|trong \d+ (?:đánh giá|lượt|phiếu)"
    )
)
_COUNT_LINE = re.compile(
    tone_place(
        r"(?:(?:số )?(?:lượt|lần) (?:xem|đọc|truy cập|thích|chia sẻ|tải)(?: tin| bài| bài viết)?|đã xem|đã đọc|xem|views?|hits|bình luận|thích|chia sẻ|like|tổng lượt)"
        r"\s?:?\s?[\d.,]+\s?k?(?: lượt| lần)?$"
        r"|[\d.,]+\s?k?\s?(?:lượt (?:xem|đọc|truy cập|thích|chia sẻ|nghe)|bình luận|lần xem|views?|likes?|comments?|chia sẻ|phản hồi|người xem|người đã xem|thích|đã xem|trả lời)$"
        r"|\d{1,2}:\d{2}\s?/\s?\d{1,2}:\d{2}$|\d(?:[.,]\d{1,2})?x$|hiển thị \d+\s?[-–]\s?\d+ (?:trong|của|/)|(?:sắp xếp|thứ tự)(?: theo)?\s?:"
        r"|\d{1,3}(?:[.,]\d+)?\s?%$|[\d.,]+$|\d+(?:[.,]\d+)?\s?/\s?\d+$|trang\s?\d+(?:\s?/\s?\d+)?$|\d{1,2}:\d{2}(?::\d{2})?$"
        r"|đánh giá\s?:?\s?[\d.,]+(?:\s?/\s?\d+)?.{0,30}$|(?:độ ẩm|nhiệt độ|gió|tốc độ gió|mưa|uv)\b.{0,20}$|.{0,24}\s-?\d{1,2}\s?°\s?c?\b.{0,16}$|[★☆⭐✩✪*\s\d/.]+$|mua vào|bán ra"
        r"|(?:cỡ chữ|font|kích thước chữ)\b.{0,20}$|\(?\d+ giây\)?$|\d+ (?:phút|giờ|ngày|tháng|năm) trước$"
    )
)
_READ_ALSO = re.compile(
    tone_place(
        r"\W{0,4}(?:>>+|»|►|▶|→|⇒|➤|☞|\[?(?:xem|đọc|nghe|tìm hiểu) (?:thêm|tiếp|ngay)|(?:tin|bài|bài viết|tin bài)(?: có)? liên quan|mời (?:bạn|độc giả|quý vị|xem)\b.{0,20}"
        r"|xem video|video)\s{0,2}[:>»]"
        r"|\W{0,2}(?:>>+|►|▶|⇒|➤|☞)|\[?(?:xem|đọc) (?:thêm|tiếp)\b.{0,80}$|từ khóa\s?:|(?:tags?|hashtag|thẻ|nhãn|từ khóa|từ khoá|chủ đề|chuyên mục|danh mục|lĩnh vực|thể loại)\s?:"
        r"|(?:bài |tin )?(?:tiếp theo|kế tiếp)\s?:\s|nghe (?:đọc )?(?:bài|audio|tin|podcast)\b.{0,30}$|(?:hãy |bấm |nhấn )?(?:like|thích|theo dõi) (?:fanpage|trang facebook|trang fanpage)\b.{0,60}$"
        r"|theo dõi\b.{2,40}\btrên\s(?:google|facebook|zalo|youtube|tiktok|fanpage)\b.{0,12}$"
        r"|#\w+(?:[\s,]+#?\w+){0,12}$|\W{0,2}(?:bấm|nhấn|nhấp|chạm)(?: chuột)?(?: vào đây)? (?:để|vào)\b.{0,40}$|(?:dùng phím|vuốt|kéo) \w+.{0,40}$"
        r"|(?:(?:tệp|tập|file|tài liệu|văn bản)(?: tin)? (?:đính|kèm)\b.{0,12}[:：]?\s*)?[^\s/:]{1,60}\.(?:pdf|docx?|xlsx?|pptx?|rar|zip|jpe?g|png|mp[34])$"
    )
)
_SITE = re.compile(
    tone_place(
        r"\b(?:cổng (?:thông tin|ttđt|tt điện tử|dịch vụ công)|trang (?:thông tin|tin) điện tử|trang tin\b|báo (?:điện tử|nhân dân)|website\b|portal"
        r"|đài phát thanh|đài ptth|đài pt-?th|tạp chí điện tử|cơ quan ngôn luận|cơ quan của đảng|tiếng nói của đảng|\.gov\.vn|\.com\.vn|\.org\.vn|\.vn\b)"
        r"|^(?:báo|tạp chí) (?:\w+\s?){1,5}$|^(?:ủy ban nhân dân|ubnd|sở|hđnd|hội đồng nhân dân|tỉnh ủy|đảng bộ)\b[^,:;\d]{0,40}$"
    )
)
_CRUMBS = re.compile(r"\s(?:>|»|›|/|\||→|>>|::|•|·|\\)\s|^(?:trang chủ|home)\s?(?:>|»|›|/|\||→|-|–)")
_CRUMB_SPLIT = re.compile(r"\s*(?:>>?|»|›|/|\||→|::|•|·|\\)\s*|\s[-–]\s")


_CRUMB_MARK = re.compile(r"[>»›/|→•·\\]|::|-|–")


_OLD_TONE = re.compile(r"(?:(?<!q)(?:[òóỏõọ][ae]|[ùúủũụ]y))(?![^\W_])")


def low(text: str) -> str:
    """Return the form that the functions below read: lower case, new-style tones."""
    return _OLD_TONE.sub(lambda m: tone_place(m[0]), text.lower())


def is_button(text: str) -> bool:
    """Say whether a line (as `low` gives it) is a button, a label or a counter."""
    if key(text) in BUTTONS or is_counter(text):
        return True
    return text[:1] == "[" and all(key(part) in BUTTONS for part in text.split("[") if part.strip())


def is_counter(text: str) -> bool:
    """Say whether a line is a counter, a rating, a measured temperature or the like."""
    if len(text) >= 60:
        return False
    return bool(_COUNT_LINE.match(text.strip(" .:|-•()[]"))) or not any(c.isalnum() for c in text)


def is_site_notice(text: str) -> bool:
    """Say whether even a full sentence is the site's own: licence, copyright, call for comments."""
    if _NOTICE_START.match(text.lstrip(_DECORATION)):
        return True
    return any(word in text for word in _NOTICE_WORDS) and bool(_NOTICE_ANYWHERE.search(text))


def is_footer(text: str) -> bool:
    """Say whether a line that is no full sentence belongs to a footer: editors, address, telephone,
    visitors."""
    if _FOOTER_START.match(text.lstrip(_DECORATION)) or _VISITORS.search(text):
        return True
    return is_site_notice(text)


_DECORATION = " -–•*·|"


def is_read_also(text: str) -> bool:
    """Say whether a line points to another article or lists key words."""
    return bool(_READ_ALSO.match(text))


def is_site_name(text: str) -> bool:
    """Say whether a short line names a site, a paper or an authority rather than an event."""
    return bool(_SITE.search(text))


def is_crumbs(text: str) -> bool:
    """Say whether a line is a path of sections, a menu in one line, or a row of buttons.

    >>> is_crumbs("trang chủ > tin tức > cải cách hành chính")
    True
    """
    if not _CRUMB_MARK.search(text) or not _CRUMBS.search(text):
        return False
    parts = [key(part) for part in _CRUMB_SPLIT.split(text) if part.strip()]
    known = sum(part in BUTTONS or part in SECTIONS for part in parts)
    return known > 0 and (known * 2 >= len(parts) or len(parts) > 2 or parts[0] in BUTTONS)


_NAMES = BUTTONS | SECTIONS | LISTS
_LONGEST_NAME = 5


def is_menu(text: str) -> bool:
    """Say whether a line is a menu with nothing but spaces between its words: mostly names of sections.

    >>> is_menu("Trang chủ Giới thiệu Tin tức Đất và người Liên hệ")
    True
    """
    if "," in text or text.endswith((".", ":", ";", "?", "!")):
        return False
    words = text.split()
    known = names = place = 0
    while place < len(words):
        length = _name_at(words, place)
        known, names, place = known + length, names + (length > 0), place + (length or 1)
    return names >= 3 and known * 2 >= len(words)


def _name_at(words: list[str], place: int) -> int:
    """Return how many words from `place` on make the name of a section or button."""
    if not words[place][0].isupper():
        return 0
    for length in range(min(_LONGEST_NAME, len(words) - place), 0, -1):
        if tone_place(" ".join(words[place : place + length]).lower()) in _NAMES:
            return length
    return 0
