"""A hundred names of the curated dataset, in Latin and in Arabic or Persian script.

Spellings are those of the press of the country, with the titles, kunyas, presentation forms,
vowel signs and joiners that occur there.
"""

NAMES = tuple(
    tuple(cell.strip() for cell in line.split("|"))
    for line in """
person/qasem-soleimani | Qasem Soleimani | قاسم سلیمانی
person/qasem-soleimani | Qasem Soleimani | الحاج قاسم سليماني
person/qasem-soleimani | Qasem Soleimani | ﻗﺎﺳﻢ ﺳﻠﻴﻤﺎﻧﻲ
person/qasem-soleimani | Qasem Soleimani | سردار قاسم سلیمانی
person/esmail-qaani | Esmail Qaani | اسماعیل قاآنی
person/esmail-qaani | Esmail Qaani | إسماعيل قاآني
person/ali-khamenei | Ali Khamenei | علی خامنه‌ای
person/ali-khamenei | Ali Khamenei | آیت‌الله سید علی خامنه‌ای
person/ruhollah-khomeini | Ruhollah Khomeini | روح‌الله خمینی
person/mohammad-hejazi | Mohammad Hejazi | محمد حجازی
person/mohammad-reza-fallahzadeh | Mohammad Reza Fallahzadeh | محمدرضا فلاح‌زاده
person/ahmad-vahidi | Ahmad Vahidi | احمد وحیدی
person/abdul-reza-shahlai | Abdul Reza Shahlai | عبدالرضا شهلایی
person/iraj-masjedi | Iraj Masjedi | ایرج مسجدی
person/mohammad-saeed-izadi | Mohammad Saeed Izadi | محمد سعید ایزدی
person/mohammad-reza-zahedi | Mohammad Reza Zahedi | محمدرضا زاهدی
person/hassan-shateri | Hassan Shateri | حسن شاطری
person/hamed-abdollahi | Hamed Abdollahi | حامد عبداللهی
person/behnam-shahriyari | Behnam Shahriyari | بهنام شهریاری
person/hassan-danaeifar | Hassan Danaeifar | حسن دانایی‌فر
person/mohsen-rezaei | Mohsen Rezaei | محسن رضایی
person/javad-mansouri | Javad Mansouri | جواد منصوری
person/yahya-rahim-safavi | Yahya Rahim Safavi | یحیی رحیم صفوی
person/mohammad-ali-jafari | Mohammad Ali Jafari | محمدعلی جعفری
person/hossein-salami | Hossein Salami | سرلشکر حسین سلامی
person/ali-fadavi | Ali Fadavi | علی فدوی
person/mohammad-reza-naqdi | Mohammad Reza Naqdi | محمدرضا نقدی
person/morteza-rezaei | Morteza Rezaei | مرتضی رضایی
person/mohammad-baqer-zolqadr | Mohammad Baqer Zolqadr | محمدباقر ذوالقدر
person/mohammad-pakpour | Mohammad Pakpour | محمد پاکپور
person/amir-ali-hajizadeh | Amir Ali Hajizadeh | امیرعلی حاجی‌زاده
person/alireza-tangsiri | Alireza Tangsiri | علیرضا تنگسیری
person/gholamreza-soleimani | Gholamreza Soleimani | غلامرضا سلیمانی
person/gholamhossein-gheibparvar | Gholamhossein Gheibparvar | غلامحسین غیب‌پرور
person/hossein-taeb | Hossein Taeb | حسین طائب
person/mohammad-reyshahri | Mohammad Reyshahri | محمد ری‌شهری
person/ali-fallahian | Ali Fallahian | علی فلاحیان
person/heydar-moslehi | Heydar Moslehi | حیدر مصلحی
person/mahmoud-alavi | Mahmoud Alavi | سید محمود علوی
person/hassan-rouhani | Hassan Rouhani | حسن روحانی
person/ali-larijani | Ali Larijani | علی لاریجانی
person/saeed-jalili | Saeed Jalili | سعید جلیلی
person/ali-shamkhani | Ali Shamkhani | علی شمخانی
person/mohammad-khatami | Mohammad Khatami | محمد خاتمی
person/mahmoud-ahmadinejad | Mahmoud Ahmadinejad | محمود احمدی‌نژاد
person/mohammad-javad-zarif | Mohammad Javad Zarif | محمدجواد ظریف
person/masoud-barzani | Masoud Barzani | مسعود بارزانی
person/jalal-talabani | Jalal Talabani | جلال طالباني
person/hassan-irloo | Hassan Irloo | حسن ایرلو
person/reza-bakhshi | Reza Bakhshi | رضا بخشی
person/morteza-atai | Morteza Atai | مرتضی عطایی
person/mostafa-sadrzadeh | Mostafa Sadrzadeh | مصطفی صدرزاده
person/hossein-hamedani | Hossein Hamedani | حسین همدانی
person/javad-ghaffari | Javad Ghaffari | جواد غفاری
person/ali-reza-tavassoli | Ali Reza Tavassoli | علیرضا توسلی
person/abu-mahdi-al-muhandis | Abu Mahdi al-Muhandis | أبو مهدي المهندس
person/abu-mahdi-al-muhandis | Abu Mahdi al-Muhandis | أبـو مـهـدي الـمـهـنـدس
person/abu-mahdi-al-muhandis | Abu Mahdi al-Muhandis | الشهيد أبي مهدي المهندس
person/hadi-al-amiri | Hadi al-Amiri | هادي العامري
person/hadi-al-amiri | Hadi al-Amiri | الحاج هادي العامري
person/haider-al-abadi | Haider al-Abadi | حيدر العبادي
person/nouri-al-maliki | Nouri al-Maliki | نوري المالكي
person/qais-al-khazali | Qais al-Khazali | الشيخ قيس الخزعلي
person/laith-al-khazali | Laith al-Khazali | ليث الخزعلي
person/akram-al-kaabi | Akram al-Kaabi | أكرم الكعبي
person/muqtada-al-sadr | Muqtada al-Sadr | السيد مقتدى الصدر
person/mustafa-al-kadhimi | Mustafa al-Kadhimi | مُصطفى الكاظمي
person/falih-al-fayyadh | Falih al-Fayyadh | فالح الفياض
person/ali-al-sistani | Ali al-Sistani | علي السيستاني
person/abdul-aziz-al-hakim | Abdul Aziz al-Hakim | عبد العزيز الحكيم
person/muhammad-baqir-al-hakim | Muhammad Baqir al-Hakim | محمد باقر الحكيم
person/adil-abdul-mahdi | Adil Abdul-Mahdi | عادل عبد المهدي
person/abu-fadak | Abu Fadak al-Muhammadawi | أبو فدك المحمداوي
person/abu-ala-al-walai | Abu Ala al-Walai | أبو آلاء الولائي
person/hisham-al-hashimi | Hisham al-Hashimi | هشام الهاشمي
person/kadhim-al-issawi | Kadhim al-Issawi | كاظم العيساوي
person/hassan-nasrallah | Hassan Nasrallah | السيد حسن نصر الله
person/hassan-nasrallah | Hassan Nasrallah | سید حسن نصرالله
person/naim-qassem | Naim Qassem | الشيخ نعيم قاسم
person/hashem-safieddine | Hashem Safieddine | هاشم صفي الدين
person/imad-mughniyeh | Imad Mughniyeh | الحاج عماد مغنية
person/mustafa-badreddine | Mustafa Badreddine | مصطفى بدر الدين
person/jihad-mughniyeh | Jihad Mughniyeh | جهاد مغنية
person/fuad-shukr | Fuad Shukr | فؤاد شكر
person/musa-al-sadr | Musa al-Sadr | الإمام موسى الصدر
person/nabih-berri | Nabih Berri | نبيه بري
person/bashar-al-assad | Bashar al-Assad | بشار الأسد
person/hafez-al-assad | Hafez al-Assad | حافظ الأسد
person/maher-al-assad | Maher al-Assad | ماهر الأسد
person/mohammad-kawtharani | Mohammad al-Kawtharani | محمد كوثراني
person/ismail-haniyeh | Ismail Haniyeh | إسماعيل هنية
person/khaled-meshaal | Khaled Meshaal | خالد مشعل
person/yahya-sinwar | Yahya Sinwar | يحيى السنوار
person/saleh-al-arouri | Saleh al-Arouri | صالح العاروري
person/ahmed-yassin | Ahmed Yassin | الشيخ أحمد ياسين
person/abdul-malik-al-houthi | Abdul-Malik al-Houthi | السيد عبد الملك الحوثي
person/hussein-al-houthi | Hussein al-Houthi | حسين الحوثي
person/saleh-al-sammad | Saleh al-Sammad | صالح الصماد
person/mahdi-al-mashat | Mahdi al-Mashat | مهدي المشاط
person/ali-abdullah-saleh | Ali Abdullah Saleh | علي عبد الله صالح
organization/hezbollah | Hezbollah | حزب الله
organization/kataib-hezbollah | Kata'ib Hezbollah | كتائب حزب الله
organization/asaib-ahl-al-haq | Asa'ib Ahl al-Haq | عصائب أهل الحق
organization/saraya-al-salam | Saraya al-Salam | سرايا السلام
organization/hamas | Hamas | حماس
organization/basij | Basij | بسیج
organization/liwa-fatemiyoun | Liwa Fatemiyoun | لواء فاطميون
""".strip().splitlines()
)
"""Id in the dataset, Latin name, the name in Arabic script."""
